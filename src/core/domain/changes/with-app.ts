import {withoutRecords, withRecord} from '../collections.js';
import type {App, Topology} from '../model.js';

export function withApp(topology: Topology, app: App): Topology {
  return withRecord(topology, 'apps', app);
}

export function withoutApp(topology: Topology, org: string, name: string): Topology {
  return withoutRecords(topology, 'apps', (app) => app.org === org && app.name === name);
}
