import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {printable, printableData, printableLines} from '../../src/core/domain/printable.js';
import {shellLine, shellWord} from '../../src/core/domain/shell-word.js';

const steering = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

describe('a printable text', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', String.raw`\u{1b}[31mred\u{1b}[0m`],
    ['over\rwritten', String.raw`over\rwritten`],
    ['two\nrows\tand', String.raw`two\nrows\tand`],
    ['\u009b2J', String.raw`\u{9b}2J`],
    ['admin\u202etxt.exe', String.raw`admin\u{202e}txt.exe`],
    ['a\u200bb\ufeff', String.raw`a\u{200b}b\u{feff}`],
    ['half \ud83d', String.raw`half \u{d83d}`],
    ['C:\\temp ünïcode 日本 👩‍💻', 'C:\\temp ünïcode 日本 👩‍💻'],
  ])('of %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('holds nothing that a terminal acts on, whatever it was, and stays as it is when it is made again', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(steering);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });

  it('of several lines keeps them, and nothing else', () => {
    expect(printableLines('a\tb\r\n\u001b[2Jc\n')).toBe('a  b\n\\u{1b}[2Jc\n');
  });
});

describe('printable data', () => {
  it('is the same value with all its texts and keys printable', () => {
    const data = {'a\n': ['\r', 1, null, {b: '\u001b'}], map: new Map([['k\t', '\n']]), at: new Date(0)};
    expect(printableData(data)).toEqual({
      'a\\n': ['\\r', 1, null, {b: '\\u{1b}'}],
      map: new Map([['k\\t', '\\n']]),
      at: new Date(0),
    });
  });

  it('is the value itself where there is nothing to do', () => {
    const data = {a: ['x', {b: 'y'}]};
    expect(printableData(data)).toBe(data);
  });

  it('of what is made while it is read is made while it is read', () => {
    let read = 0;
    const data = printableData({
      *[Symbol.iterator]() {
        for (const text of ['a\n', 'b\n']) {
          read += 1;
          yield text;
        }
      },
    } as Iterable<string>);
    expect(read).toBe(0);
    expect([...data]).toEqual(['a\\n', 'b\\n']);
  });
});

describe('a word for a shell', () => {
  it.each([
    ['web-1', 'web-1'],
    ['--label=stage=production', '--label=stage=production'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", String.raw`'it'\''s'`],
    ['$HOME;rm *', "'$HOME;rm *'"],
    ['a\nb', String.raw`$'a\nb'`],
    ["\u001b[1m'\\", String.raw`$'\U0000001b[1m\'\\'`],
  ])('%j is written %s', (word, written) => {
    expect(shellWord(word)).toBe(written);
  });

  it('is read by bash as what it was, and shows nothing that steers', () => {
    const text = fc.string({unit: 'grapheme'}).filter((word) => !word.includes('\0'));
    const steered = fc.constantFrom('\n', '\r', '\u001b[31m', '\u202e', '\t', "'", '\\', '$', '`', '"', '!');
    const word = fc.array(fc.oneof(text, steered), {maxLength: 6}).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(word, {minLength: 1, maxLength: 20}), (words) => {
        const line = shellLine(words);
        expect(line).not.toMatch(steering);
        const read = execFileSync('bash', ['-c', String.raw`printf '%s\0' ${line}`], {env: {...process.env, LC_ALL: 'C.UTF-8'}});
        expect(read.toString().split('\0').slice(0, -1)).toEqual(words);
      }),
      {numRuns: 25},
    );
  });
});
