import {textWidth, wrapText, type Font} from './measure.js';
import {badgeRows, text, type Badge, type Shape, type TextTone} from './shapes.js';

/** Shapes from top to bottom within a box of one width. */
export class Stack {
  readonly shapes: Shape[] = [];
  y: number;

  constructor(
    readonly left: number,
    readonly right: number,
    top: number,
  ) {
    this.y = top;
  }

  get room(): number {
    return this.right - this.left;
  }

  gap(height: number): this {
    this.y += height;
    return this;
  }

  put(...shapes: readonly Shape[]): this {
    this.shapes.push(...shapes);
    return this;
  }

  /** The text in as many lines as it needs, four at most; returns the middle of the first. */
  write(
    words: string,
    {
      font,
      tone,
      indent = 0,
      end = 0,
    }: {readonly font: Font; readonly tone: TextTone; readonly indent?: number; readonly end?: number},
  ): number {
    const height = lineHeight(font);
    const first = this.y + Math.round(height / 2);
    for (const line of wrapText(words, font, {width: this.room - indent - end, lines: 4})) {
      this.put(text({x: this.left + indent, y: this.y + height * 0.5 + font.size * 0.36}, line, {font, tone}));
      this.y += height;
    }
    return first;
  }

  badges(badges: readonly Badge[], indent = 0): this {
    const {shapes, height} = badgeRows(badges, {x: this.left + indent, y: this.y}, this.room - indent);
    this.y += height;
    return this.put(...shapes);
  }

  /** A line across. */
  rule(): this {
    return this.put({shape: 'rect', x: this.left, y: this.y, width: this.room, height: 1, radius: 0, tone: 'rule'});
  }
}

export function lineHeight({size}: Font): number {
  return Math.round(size * 1.45);
}

/** Width of the widest of these, within bounds. */
export function widthFor(
  texts: readonly string[],
  font: Font,
  {least, most}: {readonly least: number; readonly most: number},
): number {
  return Math.min(most, Math.max(least, ...texts.map((words) => textWidth(words, font))));
}
