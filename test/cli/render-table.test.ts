import {describe, expect, it} from 'vitest';
import {renderTable} from '../../src/cli/views/render-table.js';
import {plainStyle, type Style} from '../../src/cli/views/style.js';
import type {Column} from '../../src/cli/views/cells.js';

interface Row {
  readonly name: string;
  readonly note: string;
}

const columns: readonly Column<Row>[] = [
  {title: 'NAME', value: (row) => row.name},
  {title: 'NOTE', value: (row) => row.note, tone: () => 'good'},
];
const terminal = (width: number): Style => ({terminal: true, width, paint: (_, text) => text});
const drawn = (rows: readonly Row[], style: Style) => renderTable(columns, rows, style).split('\n');

describe('a table', () => {
  it('has borders on a terminal', () => {
    expect(drawn([{name: 'a', note: 'b c'}], terminal(40))).toEqual([
      '┌──────┬──────┐',
      '│ NAME │ NOTE │',
      '├──────┼──────┤',
      '│ a    │ b c  │',
      '└──────┴──────┘',
    ]);
  });

  it('has none off a terminal, and none where they do not fit', () => {
    const rows = [{name: 'a', note: 'twelve signs'}];
    expect(drawn(rows, plainStyle)).toEqual(['NAME  NOTE', 'a     twelve signs']);
    expect(drawn(rows, terminal(20))).toEqual(['NAME  NOTE', 'a     twelve signs']);
  });

  it('breaks between words where it is too wide', () => {
    expect(drawn([{name: 'a', note: 'one two three'}], terminal(16))).toEqual(['NAME  NOTE', 'a     one two', '      three']);
  });

  it('breaks lists after a comma', () => {
    expect(drawn([{name: 'a', note: 'one,two,three'}], terminal(16))).toEqual(['NAME  NOTE', 'a     one,two,', '      three']);
  });

  it('is one record below the other where not even that fits', () => {
    expect(drawn([{name: 'nineteen-characters', note: 'another-long-one'}], terminal(14))).toEqual([
      'NAME  nineteen-characters',
      'NOTE  another-long-one',
    ]);
  });

  it('gives wide characters the two columns that they take', () => {
    expect(
      drawn(
        [
          {name: '客户甲', note: 'x'},
          {name: 'ascii', note: 'y'},
        ],
        plainStyle,
      ),
    ).toEqual(['NAME    NOTE', '客户甲  x', 'ascii   y']);
    expect(drawn([{name: 'a', note: '一二三四五六七'}], terminal(14))).toEqual(['NAME  NOTE', 'a     一二三四', '      五六七']);
  });

  it('shows nothing as a dash', () => {
    expect(drawn([{name: 'a', note: ''}], plainStyle)[1]).toBe('a     -');
  });

  it('paints each line of a cell by itself', () => {
    const marking: Style = {terminal: true, width: 16, paint: (tone, text) => (tone === 'good' ? `<${text}>` : text)};
    expect(drawn([{name: 'a', note: 'one two three'}], marking).slice(1)).toEqual(['a     <one two>', '      <three>']);
  });

  it('of many rows is as any other', () => {
    const rows = Array.from({length: 150_000}, (_, index) => ({name: `n${index}`, note: 'x'}));
    const lines = drawn(rows, plainStyle);
    expect([lines.length, lines.at(-1)]).toEqual([150_001, 'n149999  x']);
  });
});
