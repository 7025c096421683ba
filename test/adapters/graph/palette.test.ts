import {describe, expect, it} from 'vitest';
import {dark, light, type Palette} from '../../../src/adapters/graph/picture/palette.js';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const luminances = [a, b].map((hex) => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  });
  return Math.max(...luminances) / Math.min(...luminances);
}

/** What people see who lack one kind of cone: Machado, Oliveira and Fernandes, 2009. */
const visions: Readonly<Record<string, readonly number[]>> = {
  trichromacy: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seen(hex: string, matrix: readonly number[]): Rgb {
  const colour = linear(hex);
  const row = (at: number) =>
    Math.min(
      1,
      Math.max(
        0,
        colour.reduce((sum, part, index) => sum + part * (matrix[at * 3 + index] as number), 0),
      ),
    );
  const [red, green, blue] = [row(0), row(1), row(2)];
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function leastDistance(marks: readonly string[], matrix: readonly number[]): number {
  const colours = marks.map((mark) => seen(mark, matrix));
  return Math.min(
    ...colours.flatMap((a, index) => colours.slice(index + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]))),
  );
}

describe.each<[string, Palette]>([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_name, palette) => {
  it.each(Object.keys(visions))('of environments differ clearly with %s', (vision) => {
    expect(leastDistance(palette.marks, visions[vision] as readonly number[])).toBeGreaterThan(15);
  });

  it('of lines and marks stand out from what is behind them (3 : 1)', () => {
    for (const ground of [palette.page, palette.frame, palette.card])
      for (const colour of [...palette.marks, palette.line, palette.alert])
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThan(3);
  });

  it('of texts can be read on everything that they are written on (4.5 : 1)', () => {
    const grounds = {
      text: ['page', 'frame', 'card', 'chip', 'tile'],
      faint: ['page', 'frame', 'card', 'tile'],
      alert: ['card'],
      page: ['text'],
    } as const;
    for (const [text, behind] of Object.entries(grounds))
      for (const ground of behind)
        expect(contrast(palette[text as keyof typeof grounds], palette[ground]), `${text} on ${ground}`).toBeGreaterThan(4.5);
  });
});
