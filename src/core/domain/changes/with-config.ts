import {withoutRecords, withRecord} from '../collections.js';
import type {ConfigValue, SecretVersion, Topology} from '../model.js';

export function withConfig(topology: Topology, values: readonly ConfigValue[]): Topology {
  return values.reduce((edited, value) => withRecord(edited, 'configs', value), topology);
}

export function withoutConfig(topology: Topology, target: Omit<ConfigValue, 'value'>): Topology {
  return withoutRecords(
    topology,
    'configs',
    (row) => row.org === target.org && row.env === target.env && row.app === target.app && row.key === target.key,
  );
}

export function withSecretVersion(topology: Topology, secret: SecretVersion): Topology {
  return withRecord(topology, 'secrets', secret);
}

export function withoutSecret(topology: Topology, target: Omit<SecretVersion, 'version'>): Topology {
  return withoutRecords(
    topology,
    'secrets',
    (row) => row.org === target.org && row.env === target.env && row.app === target.app && row.name === target.name,
  );
}
