import widthOf from 'fast-string-width';
import type {Tone} from './palette.js';
import type {Style} from './style.js';
import {cellText, type Column} from './cells.js';

interface Content<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly style: Style;
  /** Of each row, in the order of the columns. */
  readonly texts: readonly (readonly string[])[];
}

/** With borders on a terminal; without where they do not fit; one record below the other where not even that does. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], style: Style): string {
  const texts = rows.map((row) => columns.map((column) => cellText(column.value(row))));
  const content = {columns, rows, style, texts};
  const natural = columns.map((column, index) => widest([column.title, ...texts.map((cells) => cells[index] as string)]));
  const total = sum(natural);
  if (style.terminal && total + 3 * columns.length + 1 <= style.width) return drawn(content, natural, bordered);
  const gaps = 2 * (columns.length - 1);
  if (total + gaps <= style.width) return drawn(content, natural, bare);
  const breakable = columns.map((_, index) => texts.some((cells) => /[ ,]/.test(cells[index]!)));
  const narrowed = narrow(natural, breakable, style.width - gaps);
  return narrowed ? drawn(content, narrowed, bare) : records(content);
}

interface Frame {
  readonly left: string;
  readonly between: string;
  readonly right: string;
}

const bordered: Frame = {left: '│ ', between: ' │ ', right: ' │'};
const bare: Frame = {left: '', between: '  ', right: ''};

function drawn<Row>({columns, rows, style, texts}: Content<Row>, widths: readonly number[], frame: Frame): string {
  const border = (left: string, between: string, right: string) =>
    frame === bordered ? [`${left}${widths.map((width) => '─'.repeat(width + 2)).join(between)}${right}`] : [];
  const painted = (cells: readonly string[], tones: readonly Tone[]) => {
    const wrapped = cells.map((text, index) => wrap(text, widths[index]!));
    const height = Math.max(...wrapped.map((parts) => parts.length));
    return Array.from({length: height}, (_, part) => {
      const parts = wrapped.map((lines, index) => cell(lines[part] ?? '', widths[index]!, tones[index]!));
      return `${frame.left}${parts.join(frame.between)}${frame.right}`.trimEnd();
    });
  };
  const cell = (text: string, width: number, tone: Tone) => `${style.paint(tone, text)}${' '.repeat(width - widthOf(text))}`;
  return [
    ...border('┌', '┬', '┐'),
    ...painted(
      columns.map(({title}) => title),
      columns.map(() => 'strong'),
    ),
    ...border('├', '┼', '┤'),
    ...rows.flatMap((row, at) =>
      painted(
        texts[at]!,
        columns.map(({tone}) => tone?.(row) ?? 'plain'),
      ),
    ),
    ...border('└', '┴', '┘'),
  ].join('\n');
}

const leastWidth = 8;

/** Widths that fit, made from the widest columns, first from those of several words or names; null where too little would be left of them. */
function narrow(natural: readonly number[], breakable: readonly boolean[], room: number): readonly number[] | null {
  const widths = [...natural];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const spare = widths.map((width, index) => (breakable[index] && width > leastWidth ? width : 0));
    const candidates = spare.some((width) => width > 0) ? spare : widths;
    const widestAt = candidates.indexOf(Math.max(...candidates));
    if ((widths[widestAt] as number) <= leastWidth) return null;
    widths[widestAt] = (widths[widestAt] as number) - 1;
  }
  return widths;
}

function records<Row>({columns, rows, style, texts}: Content<Row>): string {
  const width = widest(columns.map((column) => column.title));
  return rows
    .map((row, at) =>
      columns
        .map(
          (column, index) =>
            `${style.paint('strong', column.title.padEnd(width))}  ${style.paint(column.tone?.(row) ?? 'plain', texts[at]![index]!)}`,
        )
        .join('\n'),
    )
    .join('\n\n');
}

/** Lines of at most that width, broken between words and after commas where there are some. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (widthOf(rest) > width) {
    const fitting = fittingLength(rest, width);
    const end = Math.max(rest.lastIndexOf(' ', fitting), rest.lastIndexOf(',', fitting - 1) + 1);
    const at = end > fitting / 2 ? end : fitting;
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** How much of a text fits: wide characters take two columns of a terminal. */
function fittingLength(text: string, width: number): number {
  let length = 0;
  let room = width;
  for (const character of text) {
    room -= widthOf(character);
    if (room < 0) break;
    length += character.length;
  }
  return Math.max(length, 1);
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
