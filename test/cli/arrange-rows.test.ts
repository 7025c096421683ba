import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {arrangeRows} from '../../src/cli/lists/arrange-rows.js';
import type {RowFlagValues} from '../../src/cli/lists/row-flags.js';
import {tableView} from '../../src/cli/views/table.js';
import {Failure} from '../../src/core/domain/errors.js';

interface Machine {
  readonly name: string;
  readonly envs: readonly string[];
  readonly weight: number | null;
  readonly zone: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly capacity: Readonly<Record<string, string | number>>;
}

const view = tableView<Machine>({
  name: (row) => row.name,
  empty: 'There is no machine.',
  columns: [
    {title: 'NAME', value: (row) => row.name},
    {title: 'ENVS', value: (row) => row.envs},
    {title: 'WEIGHT', value: (row) => row.weight},
    {title: 'ZONE', value: (row) => row.zone, wide: true},
    {title: 'LABELS', value: (row) => row.labels, wide: true},
    {title: 'CAPACITY', value: (row) => row.capacity, wide: true},
  ],
});

function machine(name: string, facts: Partial<Machine> = {}): Machine {
  return {name, envs: [], weight: null, zone: null, labels: {}, capacity: {}, ...facts};
}

const fleet = [
  machine('web-10', {envs: ['prod'], weight: 2, zone: 'b', labels: {stage: 'production', customer: 'a'}}),
  machine('web-2', {envs: ['prod', 'test'], weight: 10, zone: 'a', labels: {stage: 'production', customer: 'b'}}),
  machine('db-1', {weight: null, zone: 'a', labels: {stage: 'test', zone: 'cellar'}, capacity: {cpu: 8, memory: '64GiB'}}),
  machine('db-2', {weight: 0, labels: {note: 'a, b = c'}, capacity: {cpu: 16, memory: '512MiB'}}),
];

const namesOf = (flags: RowFlagValues, rows: readonly Machine[] = fleet) =>
  arrangeRows(rows, view, flags).rows.map(({name}) => name);

function failureOf(flags: RowFlagValues, rows = fleet): Failure {
  try {
    arrangeRows(rows, view, flags);
  } catch (error) {
    return error as Failure;
  }
  throw new Error('It was accepted');
}

describe('a filter', () => {
  it.each([
    ['name=db-1', ['db-1']],
    ['NAME=db-1', ['db-1']],
    ['name!=db-1', ['web-10', 'web-2', 'db-2']],
    ['name~WEB', ['web-10', 'web-2']],
    ['name!~web', ['db-1', 'db-2']],
    ['envs=test', ['web-2']],
    ['envs!=test', ['web-10', 'db-1', 'db-2']],
    ['envs=', ['db-1', 'db-2']],
    ['envs!=', ['web-10', 'web-2']],
    ['weight=10', ['web-2']],
    ['weight=', ['db-1']],
    ['stage=production', ['web-10', 'web-2']],
    ['labels.stage=production', ['web-10', 'web-2']],
    ['stage=production,customer=a', ['web-10']],
    ['stage = production , customer = a', ['web-10']],
    ['labels=customer=a', ['web-10']],
    ['labels~customer', ['web-10', 'web-2']],
    ['zone=a', ['web-2', 'db-1']],
    ['labels.zone=cellar', ['db-1']],
    ['labels.never=x', []],
    ['labels.never!=x', ['web-10', 'web-2', 'db-1', 'db-2']],
    ['capacity.cpu=8', ['db-1']],
    ['note=a\\, b = c', ['db-2']],
  ])('%s keeps %j', (filter, names) => {
    expect(namesOf({filter: [filter]})).toEqual(names);
  });

  it('given twice holds twice', () => {
    expect(namesOf({filter: ['stage=production', 'customer=b']})).toEqual(['web-2']);
  });

  it('never keeps a row together with its contrary', () => {
    const row = fc.record({name: fc.constantFrom('a', 'b', 'ab'), envs: fc.array(fc.constantFrom('a', 'b', 'ab'))});
    fc.assert(
      fc.property(fc.array(row), fc.constantFrom('name', 'envs'), fc.constantFrom('=', '~'), (rows, key, comparison) => {
        const machines = rows.map(({name, envs}) => machine(name, {envs}));
        const kept = namesOf({filter: [`${key}${comparison}a`]}, machines);
        const others = namesOf({filter: [`${key}!${comparison}a`]}, machines);
        expect([...kept, ...others].sort()).toEqual(machines.map(({name}) => name).sort());
      }),
    );
  });

  it.each(['stage', 'stage>x', '=x', '~'])('%j compares nothing, and is refused', (filter) => {
    expect(failureOf({filter: [filter]})).toMatchObject({code: 'FILTER_INVALID', exitCode: 2, details: {value: filter}});
  });
});

describe('an order', () => {
  it.each([
    ['name', ['db-1', 'db-2', 'web-2', 'web-10']],
    ['-name', ['web-10', 'web-2', 'db-2', 'db-1']],
    ['weight', ['db-2', 'web-10', 'web-2', 'db-1']],
    ['-weight', ['web-2', 'web-10', 'db-2', 'db-1']],
    ['zone,-name', ['web-2', 'db-1', 'web-10', 'db-2']],
    ['capacity.memory', ['db-2', 'db-1', 'web-10', 'web-2']],
    ['customer', ['web-10', 'web-2', 'db-1', 'db-2']],
  ])('by %s is %j', (sort, names) => {
    expect(namesOf({sort: [sort]})).toEqual(names);
  });

  it('counts the rows of a limit after the filter and the order', () => {
    expect(namesOf({sort: ['-name'], filter: ['name~web'], limit: 1})).toEqual(['web-10']);
  });
});

describe('columns', () => {
  const titles = (columns: string) => arrangeRows(fleet, view, {columns: [columns]}).view.columns.map(({title}) => title);

  it('stand in the order in which they are named, labels among them', async () => {
    expect(titles('zone,name,labels.stage,customer')).toEqual(['ZONE', 'NAME', 'STAGE', 'CUSTOMER']);
    const {rows, view: chosen} = arrangeRows(fleet, view, {columns: ['name,labels.stage'], filter: ['name=db-2']});
    expect(await chosen.text(rows, {terminal: false, width: Infinity, paint: (_, text) => text})).toBe('NAME  STAGE\ndb-2  -');
  });

  it('that do not exist are named together, with the nearest one that does', () => {
    expect(failureOf({columns: ['nam,frob']})).toMatchObject({
      code: 'COLUMN_UNKNOWN',
      exitCode: 2,
      message: '--columns names nam and frob, and there is no such column or label here.',
      hint: expect.stringContaining('Did you mean name?'),
      details: {flag: '--columns', unknown: ['nam', 'frob'], nearest: 'name'},
    });
  });

  it.each([{filter: ['stge=x']}, {sort: ['stge']}, {columns: ['stge']}])('mean the nearest label in %j', (flags) => {
    expect(failureOf(flags).details).toMatchObject({unknown: ['stge'], nearest: 'stage'});
  });

  it('may be any label where there is no row to know them from', () => {
    expect(namesOf({filter: ['rack=r1'], sort: ['rack'], columns: ['rack']}, [])).toEqual([]);
  });
});

describe('what is said instead of an empty table', () => {
  it('tells a filter that nothing passes from a list that is empty', () => {
    expect(arrangeRows(fleet, view, {filter: ['name=x']}).view.empty).toBe('Nothing here passes the filter.');
    expect(arrangeRows([], view, {filter: ['name=x']}).view.empty).toBe('There is no machine.');
  });
});
