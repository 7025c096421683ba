import {dark, light, type Palette} from './palette.js';

type Rule = readonly [selectors: string, declarations: string];

/** Rules without variables and nesting: converters of SVG know no more. The dark appearance follows what the viewer prefers. */
export function stylesheet(): string {
  return (
    [...forms, ...coloursOf(light)].map(scoped).join('\n') +
    `\n@media (prefers-color-scheme:dark){\n${coloursOf(dark).map(scoped).join('\n')}\n}`
  );
}

/** Within a page, the rules of the picture touch nothing else. */
function scoped([selectors, declarations]: Rule): string {
  const inside = selectors.split(',').map((selector) => `.muster ${selector}`);
  return `${inside.join(',')}{${declarations}}`;
}

const families = 'Inter,"Segoe UI","Helvetica Neue",Arial,"Noto Sans","DejaVu Sans",sans-serif';

const forms: readonly Rule[] = [
  ['text', `font-family:${families}`],
  ['.b', 'font-weight:600'],
  ['.leads,.served', 'fill:none;stroke-width:1.5'],
  ['.served', 'stroke-width:2.25'],
  ['.leads.backup,.served.idle', 'stroke-dasharray:5 4'],
  ['.pill.backup,.card.drained,.frame.zone', 'stroke-dasharray:5 4'],
  ['.card.cordoned,.card.drained', 'stroke-width:1.75'],
  ['.ground', 'fill:none;pointer-events:all'],
  ['.icon', 'fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round'],
];

function coloursOf(palette: Palette): readonly Rule[] {
  return [
    ['.page', `fill:${palette.page}`],
    ['.frame', `fill:${palette.frame};stroke:${palette.frameLine}`],
    ['.frame.org,.frame.zone', 'fill:none'],
    ['.card,.pill', `fill:${palette.card};stroke:${palette.cardLine}`],
    ['.card.cordoned,.card.drained', `stroke:${palette.alert}`],
    ['.rule', `fill:${palette.frameLine}`],
    ['.chip', `fill:${palette.chip}`],
    ['.badge', `fill:none;stroke:${palette.line}`],
    ['.badge.master', `fill:${palette.chip};stroke:${palette.text}`],
    ['.disc', `fill:${palette.text}`],
    ['.tile', `fill:${palette.tile}`],
    ['.tile.cordoned', `fill:url(#hatch);stroke:${palette.alert}`],
    ['.tile.drained', `fill:none;stroke:${palette.alert};stroke-dasharray:3 2`],
    ['.hatch', `stroke:${palette.alert};stroke-opacity:.4`],
    ['.strong,.plain', `fill:${palette.text}`],
    ['.faint', `fill:${palette.faint}`],
    ['.alert', `fill:${palette.alert}`],
    ['.on-disc', `fill:${palette.page}`],
    ['.icon', `stroke:${palette.faint}`],
    ['.leads,.served', `stroke:${palette.line}`],
    ['.tip', `fill:${palette.line}`],
    ...palette.marks.flatMap((colour, index): readonly Rule[] => [
      [`.fill-${index}`, `fill:${colour}`],
      [`.stroke-${index}`, `stroke:${colour}`],
    ]),
  ];
}
