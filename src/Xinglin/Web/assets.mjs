// Makes from the web packages what the pages really use: tabler.css without the rules that no page can match,
// and icons.svg with the icons that are named. Run by the build; the same input gives the same bytes.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const glob = require('fast-glob');
const { PurgeCSS } = require('purgecss');

const target = 'wwwroot/lib';
const sources = pattern => glob.sync(pattern, { ignore: ['node_modules/**', 'bin/**', 'obj/**', '**/Migrations/**'] }).sort();
const razor = sources('**/*.razor');

function icons() {
  const names = new Set(readFileSync('Web/icons.txt', 'utf8').split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('#')));
  for (const file of razor) {
    const source = readFileSync(file, 'utf8');
    for (const [, name] of source.matchAll(/\bIcon(?:\s+[^<>]*?\bName)?="([a-z0-9-]+)"/g)) names.add(name);
  }
  const { icons: known } = JSON.parse(readFileSync('node_modules/@iconify-json/tabler/icons.json', 'utf8'));
  const symbols = [...names].sort().map(name => {
    if (!known[name]) throw new Error(`There is no Tabler icon "${name}".`);
    // How lines are drawn is the style sheet's matter.
    const shapes = known[name].body.replace(/ (fill="none"|stroke="currentColor"|stroke-(linecap|linejoin)="round"|stroke-width="2")/g, '');
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  writeFileSync(`${target}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
}

async function css() {
  const [result] = await new PurgeCSS().purge({
    css: [{ raw: readFileSync('node_modules/@tabler/core/dist/css/tabler.min.css', 'utf8') }],
    content: [...razor, ...sources('**/*.cs'), 'wwwroot/app.js'].map(file => ({ raw: readFileSync(file, 'utf8'), extension: 'html' })),
    // Composed at run time: StatusTag and Alert (bg-x-lt, text-x, alert-x), and what forms and htmx add.
    safelist: { standard: ['valid', 'invalid', 'modified', 'html', 'body'], greedy: [/^:/], deep: [], keyframes: [], variables: [] },
    keyframes: true,
    fontFace: true
  });
  writeFileSync(`${target}/tabler.css`, result.css.replace(/\/\*[#!][\s\S]*?\*\//g, ''));
}

mkdirSync(target, { recursive: true });
icons();
await css();
