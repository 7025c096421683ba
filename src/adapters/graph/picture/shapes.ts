import type {NodeState} from '../../../core/domain/model.js';
import {textWidth, wrapText, type Font} from './measure.js';

/** What a picture is made of; coordinates in pixels from the upper left of what it belongs to. */
export type Shape = RectShape | StrokeShape | TextShape | IconShape | MarkShape | PartShape;

export interface RectShape {
  readonly shape: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly tone: string;
}

/** A line to the right. */
export interface StrokeShape {
  readonly shape: 'stroke';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly tone: string;
}

/** `y` is the base line. */
export interface TextShape {
  readonly shape: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly font: Font;
  readonly tone: TextTone;
  readonly anchor?: 'middle' | 'end';
}

export type TextTone = 'strong' | 'plain' | 'faint' | 'alert' | 'on-disc';

export interface IconShape {
  readonly shape: 'icon';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly icon: IconName;
}

export type IconName = 'entry' | 'app' | 'node' | 'service' | 'workspace' | 'group' | 'zone' | 'org';

/** Tells environments apart by form and colour; `x` and `y` are its middle. */
export interface MarkShape {
  readonly shape: 'mark';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly position: number;
}

/** A part of a box that stands for something of its own. */
export interface PartShape {
  readonly shape: 'part';
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly shapes: readonly Shape[];
}

/** Where lines begin or end at a box: on its left or right border. */
export interface Port {
  readonly id: string;
  readonly side: 'left' | 'right';
  readonly y: number;
}

/** One thing with its inside laid out. */
export interface Box {
  readonly id: string;
  readonly kind: string;
  /** Names it to who does not see it, and when a pointer rests on it. */
  readonly about: string;
  readonly width: number;
  readonly height: number;
  readonly tone: BoxTone;
  readonly shapes: readonly Shape[];
  readonly ports: readonly Port[];
}

export type BoxTone = 'card' | 'pill' | 'pill backup' | 'card cordoned' | 'card drained';

export const fonts = {
  title: {size: 15, bold: true},
  strong: {size: 12, bold: true},
  plain: {size: 12},
  small: {size: 11},
} as const satisfies Readonly<Record<string, Font>>;

export function boxTone(state: NodeState): BoxTone {
  return state === 'active' ? 'card' : `card ${state}`;
}

export function text(
  at: {readonly x: number; readonly y: number},
  words: string,
  rest: Omit<TextShape, 'shape' | 'x' | 'y' | 'text'>,
): TextShape {
  return {shape: 'text', ...at, text: words, ...rest};
}

export interface Badge {
  readonly text: string;
  /** Class of its border and fill. */
  readonly tone: string;
  readonly part?: Omit<PartShape, 'shape' | 'shapes'>;
}

const badge = {line: 14, padding: 7, gap: 5, rowGap: 4, lines: 3};

/** Badges in rows as wide as the room allows; the text of one that is wider is wrapped. */
export function badgeRows(
  badges: readonly Badge[],
  at: {readonly x: number; readonly y: number},
  room: number,
): {readonly shapes: readonly Shape[]; readonly height: number} {
  const shapes: Shape[] = [];
  let [x, y, rowHeight] = [0, 0, 0];
  for (const {text: words, tone, part} of badges) {
    const lines = wrapText(words, fonts.small, {width: room - 2 * badge.padding, lines: badge.lines});
    const width = Math.max(...lines.map((line) => textWidth(line, fonts.small))) + 2 * badge.padding;
    const height = lines.length * badge.line + 4;
    if (x > 0 && x + width > room) [x, y, rowHeight] = [0, y + rowHeight + badge.rowGap, 0];
    const inside: readonly Shape[] = [
      {shape: 'rect', x: at.x + x, y: at.y + y, width, height, radius: 9, tone},
      ...lines.map((line, index) =>
        text({x: at.x + x + badge.padding, y: at.y + y + 13 + index * badge.line}, line, {font: fonts.small, tone: 'plain'}),
      ),
    ];
    shapes.push(...(part ? [{shape: 'part' as const, ...part, shapes: inside}] : inside));
    x += width + badge.gap;
    rowHeight = Math.max(rowHeight, height);
  }
  return {shapes, height: y + rowHeight};
}
