// What scripting adds to pages that work without it.
for (const button of document.querySelectorAll('[data-print], [data-copy]')) button.hidden = false;

document.addEventListener('click', event => {
  const button = event.target.closest('[data-print], [data-copy]');
  if (button?.matches('[data-print]')) window.print();
  if (button?.matches('[data-copy]')) navigator.clipboard?.writeText(button.dataset.copy).then(() => button.classList.add('copied'));
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') for (const menu of document.querySelectorAll('details.menu[open]')) menu.open = false;
  if (event.key === '/' && !event.target.closest('input, textarea, select, [contenteditable]')) {
    event.preventDefault();
    document.querySelector('.top-search input')?.focus();
  }
});

// A code that was found goes into the field it was searched for: as a further line, or as the line there is.
for (const search of document.querySelectorAll('[data-finds]')) search.hidden = false;
document.addEventListener('click', event => {
  const put = event.target.closest('[data-put]')?.dataset.put;
  const search = put && event.target.closest('[data-finds]');
  const field = search && document.getElementById(search.dataset.finds);
  if (!field) return;
  const before = field.matches('textarea') ? field.value.trimEnd() : '';
  field.value = before ? `${before}\n${put}` : put;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  search.querySelector('input').value = '';
  search.querySelector('[data-found]').replaceChildren();
  field.focus();
});

// A long list of choices narrows to what is typed. What is ticked stays in sight; a part opens when something in it is found.
for (const search of document.querySelectorAll('[data-narrows]')) {
  search.hidden = false;
  // On a phone the list begins folded.
  if (innerWidth <= 600) for (const part of document.getElementById(search.dataset.narrows).querySelectorAll('details')) part.open = !!part.querySelector(':checked');
}
document.addEventListener('input', event => {
  const list = document.getElementById(event.target.dataset?.narrows);
  if (!list) return;
  const text = event.target.value.trim().toLowerCase();
  const named = choice => choice?.dataset.find.toLowerCase().includes(text);
  // From the innermost outwards, so that a part knows what was found in it.
  for (const choice of [...list.querySelectorAll('[data-find]')].reverse()) {
    const inside = choice.querySelector('[data-find]:not([hidden])');
    choice.hidden = !(inside || named(choice) || named(choice.parentElement.closest('[data-find]')) || choice.querySelector(':checked'));
  }
  if (text) for (const part of list.querySelectorAll('details')) if ([...part.querySelectorAll('[data-find]')].some(named)) part.open = true;
  list.parentElement.querySelector('[data-none]').hidden = !!list.querySelector('[data-find]:not([hidden])');
});

// One box ticks all of a list that are in sight.
for (const all of document.querySelectorAll('[data-ticks]')) all.closest('label').hidden = false;
document.addEventListener('change', event => {
  const list = document.getElementById(event.target.dataset?.ticks);
  if (list) for (const box of list.querySelectorAll('input[type=checkbox]')) if (box.offsetParent) box.checked = event.target.checked;
});

// A form goes out once. The button is disabled only after the browser has collected its name and value.
document.addEventListener('submit', event => {
  const button = event.submitter;
  if (button?.matches('[data-once]')) setTimeout(() => { button.disabled = true; });
});
window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('[data-once]:disabled')) button.disabled = false;
});

// A file that is too large is told before it is sent; the server could say so only after minutes on a poor line.
document.addEventListener('change', event => {
  if (event.target.type !== 'file') return;
  const most = Number(event.target.dataset.maxMb ?? 20);
  const size = Math.max(0, ...[...event.target.files].map(file => file.size)) / 1048576;
  event.target.setCustomValidity(size > most ? `文件有 ${Math.ceil(size)} MB，超过 ${most} MB 的上限，请压缩或拆分后再上传。` : '');
  event.target.reportValidity();
});

// Beside the chosen candidate, its stretch of the source comes into view; the page itself stays where it is.
function showSource() {
  const chosen = document.getElementById(location.hash.replace('#c-', 's-'));
  const pane = chosen?.closest('.workbench-source .source-text');
  if (pane && location.hash.startsWith('#c-')) pane.scrollTop = chosen.offsetTop - pane.clientHeight / 3;
}
window.addEventListener('hashchange', showSource);
window.addEventListener('load', showSource);

// Live pages. The server says in which topic something changed, never what; the page then fetches its own parts again. A page in
// the background gives its stream up, and where no stream comes about, the page asks every half minute.
const live = document.querySelector('[data-live]')?.dataset.live;
const topics = ['referral', 'notice'];
let stream;
// At once; what comes in the five seconds after it is told together at their end, so that the last word is never lost.
const quiet = {};
function tell(topic) {
  if (topic in quiet) { quiet[topic] = true; return; }
  quiet[topic] = false;
  document.body.dispatchEvent(new CustomEvent(`${topic}-changed`));
  setTimeout(() => { const again = quiet[topic]; delete quiet[topic]; if (again) tell(topic); }, 5000);
}
const catchUp = () => topics.forEach(tell);

function listen() {
  if (stream || document.hidden || !window.EventSource) return;
  stream = new EventSource(live);
  for (const topic of topics) stream.addEventListener(topic, () => tell(topic));
}
if (live) {
  // After the page itself has come, so that it does not wait for a place among the browser's few connections.
  setTimeout(listen, 2000);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) { stream?.close(); stream = null; }
    else { catchUp(); listen(); }
  });
  setInterval(() => { if (!document.hidden && stream?.readyState !== 1) catchUp(); }, 30000);
}

// A part that could not be fetched stays as it is, and is fetched again instead of only when something changes next.
const topicOf = element => topics.find(topic => element.getAttribute?.('hx-trigger')?.startsWith(`${topic}-changed`));
const fetchAgain = topic => { if (topic) setTimeout(tell, 5000, topic); };
document.body.addEventListener('htmx:error', event => fetchAgain(topicOf(event.target)));
document.body.addEventListener('htmx:before:response', event => {
  const { status } = event.detail.ctx.response, topic = topicOf(event.target);
  if (!topic || status < 400) return;
  event.preventDefault();
  if (status === 429 || status >= 500) fetchAgain(topic);
});

// Someone else has moved on what is shown here: a quiet word, and what is being typed stays.
document.body.addEventListener('referral-changed', async () => {
  for (const hint of document.querySelectorAll('[data-watch][hidden]')) {
    const answer = await fetch(hint.dataset.watch, { headers: { 'If-None-Match': hint.dataset.tag, 'X-Xinglin-Quiet': '1' } }).catch(() => null);
    if (answer?.status === 200) hint.hidden = false;
  }
});

// Whoever chooses a held place sees its day in the time beside it.
document.addEventListener('change', event => {
  const chosen = event.target.closest('select[data-day-for]');
  const at = chosen && document.getElementById(chosen.dataset.dayFor);
  const day = chosen?.value.split('|')[1];
  if (at && day) at.value = `${day}T${at.value.split('T')[1] || '09:00'}`;
});
