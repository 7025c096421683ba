import {listWords} from '../../core/domain/indexes.js';
import type {Entry} from '../../core/domain/model.js';
import {changeView} from './change.js';
import type {View} from './output.js';
import type {OutcomeData} from './outcome.js';
import {tableView} from './table.js';

export const entriesView = tableView<Entry & {readonly primary: boolean}>({
  name: (entry) => entry.address,
  empty: 'There is no entry yet. Add one: muster entry add HOST:PORT --env ENV',
  columns: [
    {title: 'ENV', value: (entry) => entry.env},
    {title: 'ADDRESS', value: (entry) => entry.address},
    {title: 'KIND', value: (entry) => (entry.backup ? 'backup' : entry.primary ? 'primary' : 'entry')},
    {title: 'APP', value: (entry) => entry.app},
    {title: 'PATH', value: (entry) => entry.path},
  ],
});

export interface EntryChange extends OutcomeData {
  readonly env: string;
  /** As it was typed, and as it is kept. */
  readonly typed: string;
  readonly address: string;
  /** Whether the env should have it. */
  readonly wanted: boolean;
}

/** A change of an entry, with what became of the address on the way. */
export const entryChangeView: View<EntryChange> = {
  names: (data) => [data.address],
  text: async (data, style, wide) => {
    const normalized = data.typed === data.address || !data.wanted ? '' : `${data.typed} is kept as ${data.address}\n`;
    return `${normalized}${data.changed ? await changeView.text(data, style, wide) : unchanged(data)}`;
  },
};

function unchanged({env, wanted, address, unseen}: EntryChange): string {
  const balancers = unseen.length === 0 ? '' : ` The balancers of ${listWords(unseen)} were not looked at: they do not answer.`;
  return `Nothing changed: env ${env} has ${wanted ? '' : 'no '}entry ${address}${wanted ? ' already' : ''}.${balancers}\n`;
}
