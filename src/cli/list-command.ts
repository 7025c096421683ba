import * as Flags from '@oclif/core/flags';
import type {Input, ParserOutput} from '@oclif/core/interfaces';
import {BaseCommand, type Envelope, type Values} from './base-command.js';
import {means} from './meaning.js';
import type {RowFlagValues} from './lists/row-flags.js';
import {tableView, type TableView} from './views/table.js';
import {narrowToSight, type SightKind, type SightKinds} from '../core/use-cases/narrow-to-sight.js';
import {tellHidden} from './tell-hidden.js';

const several = {multiple: true, multipleNonGreedy: true, helpGroup: 'LIST'} as const;

/** Flags of every list; the columns that it has are what they can be given. */
export function rowFlags({columns}: Pick<TableView<never>, 'columns'>) {
  const columnNames = columns.map(({title}) => title.toLowerCase());
  return {
    filter: Flags.string({
      ...several,
      description: 'only rows for which all of it holds: KEY=VALUE, KEY!=VALUE, KEY~PART, KEY!~PART',
      env: 'MUSTER_FILTER',
      helpValue: 'stage=production,name~web',
      ...means({columnNames, ending: '='}),
    }),
    sort: Flags.string({
      ...several,
      description: 'order of the rows by columns or labels, `-` before one for descending',
      env: 'MUSTER_SORT',
      helpValue: 'zone,-instances',
      ...means({columnNames}),
    }),
    columns: Flags.string({
      ...several,
      description: 'columns or labels of the table, in this order',
      env: 'MUSTER_COLUMNS',
      helpValue: 'name,labels.stage',
      ...means({columnNames}),
    }),
  };
}

/** A command that lists: its rows can be filtered and put in order, and their columns chosen. */
export abstract class ListCommand extends BaseCommand {
  static override onlyReads = true;

  protected override parse<F extends Values, B extends Values, A extends Values>(
    options?: Input<F, B, A>,
    argv: string[] = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    return super.parse(options, shieldDescending(argv));
  }

  /** How many rows to read: all of them where the limit counts those that a filter or an order leaves in front. */
  protected rowsToRead({filter, sort, limit}: RowFlagValues): number {
    return filter || sort || limit === undefined ? Number.MAX_SAFE_INTEGER : limit;
  }

  /** The rows that the cluster in whose context this runs looks after; all of them with `all`. */
  protected async showSeen<K extends SightKind, Row extends SightKinds[K]>(
    kind: K,
    rows: Promise<readonly Row[]>,
    {view, flags, all}: {readonly view: TableView<Row>; readonly flags: RowFlagValues; readonly all: boolean},
  ): Promise<Envelope<readonly Row[]>> {
    if (all) return this.showRows(await rows, view, flags);
    const narrowed = await narrowToSight(this.ports, kind, rows);
    // That there is nothing would not be true.
    const seen = narrowed.rows.length === 0 && narrowed.hidden > 0 ? tableView({...view, empty: ''}) : view;
    const shown = await this.showRows(narrowed.rows, seen, flags);
    tellHidden(narrowed);
    return shown;
  }

  protected async showRows<Row>(
    rows: readonly Row[],
    view: TableView<Row>,
    flags: RowFlagValues,
  ): Promise<Envelope<readonly Row[]>> {
    if (!flags.filter && !flags.sort && !flags.columns) return this.show(rows, view);
    const {arrangeRows} = await import('./lists/arrange-rows.js');
    const arranged = arrangeRows(rows, view, flags);
    return this.show(arranged.rows, arranged.view);
  }
}

/** The parser would take the `-envs` of `--sort -envs` for the flag `-e`: a space before it makes it a value. */
function shieldDescending(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    if (argument.startsWith('--sort=-')) return ['--sort', ` ${argument.slice('--sort='.length)}`];
    return argv[index - 1] === '--sort' && /^-[^-]/.test(argument) ? [` ${argument}`] : [argument];
  });
}
