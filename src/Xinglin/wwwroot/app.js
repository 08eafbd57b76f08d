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
  search.querySelector('input').value = '';
  search.querySelector('[data-found]').replaceChildren();
  field.focus();
});

// A form goes out once. The button is disabled only after the browser has collected its name and value.
document.addEventListener('submit', event => {
  const button = event.submitter;
  if (button?.matches('[data-once]')) setTimeout(() => { button.disabled = true; });
});
window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('[data-once]:disabled')) button.disabled = false;
});

// Beside the chosen candidate, its stretch of the source comes into view; the page itself stays where it is.
function showSource() {
  const chosen = document.getElementById(location.hash.replace('#c-', 's-'));
  const pane = chosen?.closest('.workbench-source .source-text');
  if (pane && location.hash.startsWith('#c-')) pane.scrollTop = chosen.offsetTop - pane.clientHeight / 3;
}
window.addEventListener('hashchange', showSource);
window.addEventListener('load', showSource);

// Whoever chooses a held place sees its day in the time beside it.
document.addEventListener('change', event => {
  const chosen = event.target.closest('select[data-day-for]');
  const at = chosen && document.getElementById(chosen.dataset.dayFor);
  const day = chosen?.value.split('|')[1];
  if (at && day) at.value = `${day}T${at.value.split('T')[1] || '09:00'}`;
});
