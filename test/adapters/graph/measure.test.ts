import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isUncertain, textWidth, wrapText} from '../../../src/adapters/graph/picture/measure.js';

const font = {size: 10};

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['m', 10],
    ['i', 3],
    ['漢字', 20],
    ['ｱ', 5],
    ['é', 7],
    ['e\u0301', 7],
    ['a\u200db', 13],
  ])('of %j is %i pixels at ten', (text, width) => {
    expect(textWidth(text, font)).toBe(width);
  });

  it('is more in bold, and grows with the size', () => {
    expect(textWidth('storefront', {size: 10, bold: true})).toBeGreaterThan(textWidth('storefront', font));
    expect(textWidth('storefront', {size: 20})).toBeGreaterThan(textWidth('storefront', font) * 1.9);
  });

  it('is certain of what fonts agree on, and of no other script', () => {
    expect(['node-1 · 8 cores', 'Zürich', '客户A环境', 'サーバー', '서버'].map(isUncertain)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(['مرحبا', 'узел', '🚀'].map(isUncertain)).toEqual([true, true, true]);
  });
});

describe('wrapping', () => {
  it.each([
    ['one two three', 45, ['one two', 'three']],
    ['shop.example.com', 70, ['shop.', 'example.com']],
    ['aaaaaaaaaaaa', 40, ['aaaaaa', 'aaaaaa']],
    ['客户A环境', 30, ['客户A', '环境']],
    ['short', 100, ['short']],
    ['', 100, []],
  ])('%j in %i pixels is %j', (text, width, lines) => {
    expect(wrapText(text, font, {width, lines: 4})).toEqual(lines);
  });

  it('ends with an ellipsis past the last line', () => {
    expect(wrapText('a'.repeat(100), font, {width: 40, lines: 2})).toEqual(['aaaaaa', 'aaaa…']);
  });

  it('keeps nothing beside the sign of what is left out where both have no room', () => {
    expect(wrapText('! 🤌W', font, {width: 20, lines: 2})).toEqual(['!', '…']);
  });

  it('makes no line wider than its room, and loses nothing where there are lines enough', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme', maxLength: 60}), fc.integer({min: 20, max: 200}), (text, width) => {
        const lines = wrapText(text, font, {width, lines: 100});
        for (const line of lines) expect(textWidth(line, font)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        const few = wrapText(text, font, {width, lines: 2});
        expect(few.length).toBeLessThanOrEqual(2);
        for (const line of few) expect(textWidth(line, font)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
