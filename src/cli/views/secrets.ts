import type {KeyOutcome} from '../../core/use-cases/rotate-key.js';
import type {SecretSummary} from '../../core/use-cases/list-secrets.js';
import {changeView} from './change.js';
import type {View} from './output.js';
import type {OutcomeData} from './outcome.js';
import {tableView} from './table.js';

export const secretsView = tableView<SecretSummary>({
  name: (secret) => secret.name,
  empty: 'There is no secret yet. Set one: muster secret set NAME --env ENV',
  columns: [
    {title: 'ENV', value: (secret) => secret.env},
    {title: 'NAME', value: (secret) => secret.name},
    {title: 'APP', value: (secret) => secret.app},
    {title: 'VERSION', value: (secret) => secret.version},
    {title: 'CREATED', value: (secret) => secret.createdAt},
    {title: 'KEY', value: (secret) => secret.keyId, wide: true},
  ],
});

export interface SecretChange extends OutcomeData {
  readonly name: string;
  readonly env: string;
  readonly app: string | null;
  readonly version: number;
}

export const secretChangeView: View<SecretChange> = {
  names: (data) => [data.name],
  text: (data, style, wide) =>
    data.changed
      ? changeView.text(data, style, wide)
      : `Nothing changed: secret ${data.name} has this value already (version ${data.version}).\n`,
};

export const keyView: View<KeyOutcome> = {
  text: (data) => {
    const sealed = `${data.sealed} ${data.sealed === 1 ? 'value' : 'values'}`;
    if (data.dryRun) return `A new key would seal ${sealed}; nothing was changed: this was a dry run.\n`;
    return `Sealed ${sealed} with key ${data.keyId}. The previous key ${data.previousKeyId} is kept as ${data.previousKey} for backups that were made with it.\n`;
  },
};
