import {eastAsianWidth} from 'get-east-asian-width';

/** How a text is written: size in pixels, and whether in bold. */
export interface Font {
  readonly size: number;
  readonly bold?: boolean;
}

/**
 * Advance of the characters from space to tilde in hundredths of the size, as in DejaVu Sans, which is Verdana's: the widest of
 * the fonts that a viewer may have, so that what fits by this fits in all of them.
 */
const regular = advances(
  '32 40 46 84 64 95 78 28 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 69 69 70 77 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 39 34 39 84 50 50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84',
);
const bold = advances(
  '35 46 53 84 70 101 88 31 46 46 53 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58 100 78 77 74 83 69 69 83 84 38 38 78 64 100 84 85 74 85 77 72 69 82 78 111 78 73 73 46 37 46 84 50 50 68 72 60 72 68 44 72 72 35 35 67 35 105 72 69 72 72 50 60 48 72 66 93 65 66 59 72 37 72 84',
);
const wide = 100;
const symbol = 110;
const other = 70;
/** Signs that the picture itself writes. */
const signs: ReadonlyMap<string, number> = new Map([
  ['·', 32],
  ['×', 84],
  ['…', 100],
]);

/** Width in pixels, never less than a viewer needs for ASCII, for accented Latin letters and for Chinese, Japanese and Korean. */
export function textWidth(text: string, {size, bold: heavy = false}: Font): number {
  let hundredths = 0;
  for (const character of text) hundredths += advanceOf(character, heavy);
  return Math.ceil((hundredths * size) / 100);
}

/** Whether a viewer's font may be wider than what is measured. */
export function isUncertain(text: string): boolean {
  return [...text].some((character) => certainAdvance(character, false) === null);
}

function advanceOf(character: string, heavy: boolean): number {
  const certain = certainAdvance(character, heavy);
  if (certain !== null) return certain;
  return /\p{Extended_Pictographic}/u.test(character) ? symbol : heavy ? other * 1.1 : other;
}

function certainAdvance(character: string, heavy: boolean): number | null {
  const code = character.normalize('NFD').codePointAt(0) as number;
  if (code >= 0x20 && code <= 0x7e) return (heavy ? bold : regular)[code - 0x20] as number;
  if (/[\p{Mark}\p{Default_Ignorable_Code_Point}]/u.test(character)) return 0;
  const sign = signs.get(character);
  if (sign !== undefined) return sign;
  return /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\uff00-\uffef]/u.test(character)
    ? eastAsianWidth(code) * (wide / 2)
    : null;
}

function advances(text: string): readonly number[] {
  return text.split(' ').map(Number);
}

/**
 * The text in lines that are no wider than this, broken after a space, where there is none after a hyphen, a dot, a slash or
 * another sign, and else within a word. Past the last line that is allowed it ends with an ellipsis.
 */
export function wrapText(
  text: string,
  font: Font,
  {width, lines: most}: {readonly width: number; readonly lines: number},
): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== '' && lines.length < most) {
    const fitting = fittingLength(rest, font, width);
    const at = fitting === rest.length ? rest.length : breakBefore(rest, fitting);
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') lines[most - 1] = withEllipsis(`${lines[most - 1]}${rest}`, font, width);
  return lines;
}

function withEllipsis(text: string, font: Font, width: number): string {
  const kept = text.slice(0, fittingLength(text, font, width - textWidth('…', font)));
  return textWidth(`${kept}…`, font) <= width ? `${kept}…` : '…';
}

/** Code units of the longest beginning that fits, at least one character. */
function fittingLength(text: string, font: Font, width: number): number {
  let length = 0;
  let used = 0;
  for (const character of text) {
    used += (advanceOf(character, font.bold ?? false) * font.size) / 100;
    if (Math.ceil(used) > width && length > 0) return length;
    length += character.length;
  }
  return length;
}

function breakBefore(text: string, limit: number): number {
  for (const last of [/\s\S*$/, /[-./=:,_][^-./=:,_]*$/].map((separator) => text.slice(0, limit).search(separator)))
    if (last > 0) return last + 1;
  return limit;
}
