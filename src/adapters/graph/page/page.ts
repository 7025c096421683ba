import {createHash} from 'node:crypto';
import type {Graph} from '../../../core/domain/graph/graph.js';
import {drawSvg} from '../picture/draw.js';
import {escapeXml} from '../picture/escape.js';
import {dark, light, type Palette} from '../picture/palette.js';
import {titleText} from '../words.js';
import script from './browser.js?raw';
import sheet from './browser.css?raw';
import {thingsOf} from './things.js';

/** One page that holds all it needs, and says so: its policy lets it load nothing and run nothing else. */
export async function pageText(graph: Graph): Promise<string> {
  const title = escapeXml(titleText(graph));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>
${variables(':root', light)}
@media (prefers-color-scheme: dark) {
${variables(':root', dark)}
}
${sheet}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<label class="search"><span>Search</span><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="name, address, label=value …" aria-describedby="found" aria-keyshortcuts="/"></label>
<output id="found" for="search"></output>
<div class="buttons" role="group" aria-label="Zoom">
<button id="smaller" type="button" aria-label="Smaller" title="Smaller (−)">−</button>
<button id="larger" type="button" aria-label="Larger" title="Larger (+)">+</button>
<button id="fit" type="button" title="All of it (0)">Fit</button>
</div>
</header>
<main id="canvas">
${await drawSvg(graph, {findable: true})}</main>
<aside id="details" aria-live="polite" aria-label="Details" hidden></aside>
<footer>Drag to move, wheel to zoom. Keys: <kbd>/</kbd> search, <kbd>Enter</kbd> next match, <kbd>Tab</kbd> into the picture, arrows from one to the next, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>Esc</kbd> clears.</footer>
<script type="application/json" id="things">${jsonText(thingsOf(graph))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policy(): string {
  const digest = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

function variables(selector: string, palette: Palette): string {
  const {marks: _, ...colours} = palette;
  return `${selector} { ${Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')} }`;
}

/** JSON within HTML: nothing in it may look like the end of the script. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
