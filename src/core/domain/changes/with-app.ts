import {withoutRecords, withRecord} from '../collections.js';
import type {App, Topology} from '../model.js';

export function withApp(topology: Topology, app: App): Topology {
  return withRecord(topology, 'apps', app);
}

/** Without the app, and without the config and the secrets that only it got. */
export function withoutApp(topology: Topology, org: string, name: string): Topology {
  const own = (row: {readonly org: string; readonly app: string | null}) => row.org === org && row.app === name;
  const emptied = (['configs', 'secrets'] as const).reduce(
    (edited, collection) => withoutRecords(edited, collection, own),
    topology,
  );
  return withoutRecords(emptied, 'apps', (app) => app.org === org && app.name === name);
}
