import type {Tone} from '../../src/cli/views/palette.js';
import type {Style} from '../../src/cli/views/style.js';

const colours: Readonly<Record<Tone, string>> = {good: '#3fb950', bad: '#f85149', warn: '#d29922', faint: '#8b949e', strong: '#f0f6fc', plain: '#c9d1d9'};
const letter = {width: 8.4, height: 20};
const margin = 16;
/** Stands around a toned text until the whole is laid out; none of the three occurs in a view. */
const [open, middle, close] = ['\u0001', '\u0002', '\u0003'];

/** A style whose tones become colours of the picture. */
export const pictureStyle: Style = {terminal: true, width: 80, paint: (tone, text) => `${open}${tone}${middle}${text}${close}`};

/** What a terminal shows, as SVG. */
export function terminalPicture(command: string, text: string): string {
  const lines = [`${pictureStyle.paint('faint', '$')} ${command}`, ...text.trimEnd().split('\n')];
  const columns = Math.max(...lines.map((line) => line.replaceAll(new RegExp(`${open}\\w+${middle}|${close}`, 'g'), '').length));
  const [width, height] = [Math.ceil(columns * letter.width + 2 * margin), lines.length * letter.height + 2 * margin];
  const rows = lines.map((line, index) => `<text x="${margin}" y="${margin + (index + 0.75) * letter.height}" fill="${colours.plain}" xml:space="preserve">${spans(line)}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`, ...rows, '</svg>', '',
  ].join('\n');
}

function spans(line: string): string {
  const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll(new RegExp(`${open}(\\w+)${middle}([^${close}]*)${close}`, 'g'), (_match, tone: Tone, inner: string) =>
    `<tspan fill="${colours[tone]}"${tone === 'strong' ? ' font-weight="bold"' : ''}>${inner}</tspan>`);
}
