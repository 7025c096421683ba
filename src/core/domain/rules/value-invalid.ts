import {shellWord} from '../shell-word.js';
import {orgFlag} from '../indexes.js';
import type {Collection, Topology} from '../model.js';
import {quoted} from '../quoted.js';
import * as kinds from '../values/kinds.js';
import type {ValueKind} from '../values/kinds.js';
import {wrongValue} from '../values/wrong-value.js';
import type {Violation} from '../violation.js';
import type {Rule} from './rule.js';

/** Flags and files refuse such values where they are written; what comes in by another way is refused here. */
export const valueInvalid: Rule = {
  codes: ['VALUE_INVALID'],
  sentence: 'A value has the form of its kind: addresses, versions, keys and the like; docs/values.md lists them.',
  check({before, after}) {
    return (Object.keys(valuesOf) as (keyof typeof valuesOf)[]).flatMap((collection) =>
      valuesOfChanged(collection, before, after).flatMap(violation),
    );
  },
};

interface Value {
  readonly kind: ValueKind<unknown>;
  /** Null where there is none. */
  readonly text: string | null;
  readonly subject: string;
  /** How to give another; VALUE stands for it. */
  readonly hint: string;
}

type Row<C extends Collection> = Topology[C][number];

const valuesOf: {
  readonly [C in 'nodes' | 'envs' | 'clusters' | 'services' | 'apps' | 'deployments' | 'configs' | 'secrets']: (
    row: Row<C>,
  ) => readonly Value[];
} = {
  nodes: ({org, name, connect, address, zone, labels}) => {
    const at = (flag: string) => ({subject: `node ${name}`, hint: `muster node update ${name} ${flag} VALUE${orgFlag(org)}`});
    return [
      {kind: kinds.connection, text: connect, ...at('--connect')},
      {kind: kinds.nodeAddress, text: address, ...at('--address')},
      {kind: kinds.zone, text: zone, ...at('--zone')},
      ...labelsOf(labels, at('--label')),
    ];
  },
  envs: ({org, name, labels}) =>
    labelsOf(labels, {subject: `env ${name}`, hint: `muster env update ${name} --label VALUE${orgFlag(org)}`}),
  clusters: ({id, address}) => [
    {kind: kinds.clusterUrl, text: address, subject: `cluster ${id}`, hint: `muster cluster update ${id} --address VALUE`},
  ],
  services: ({org, env, name, kind, url, managed, passwordSecret}) => {
    const again = `muster service add ${name} --env ${env} --kind ${kind} --replace`;
    const ofImage = `${again} --managed --node NODE --image IMAGE${orgFlag(org)}`;
    const ofUrl = `${again} --url VALUE${orgFlag(org)}`;
    const ofSecret = `${again} --url URL --password-secret NAME${orgFlag(org)}`;
    return [
      {kind: kinds.image, text: managed?.image ?? null, subject: `service ${name}`, hint: ofImage},
      {kind: kinds.serviceUrl, text: url, subject: `service ${name}`, hint: ofUrl},
      {kind: kinds.secret, text: passwordSecret, subject: `service ${name}`, hint: ofSecret},
    ];
  },
  apps: ({org, name, image, recipe}) => [
    {
      kind: kinds.repository,
      text: image,
      subject: `app ${name}`,
      hint: `muster app create ${name} --recipe ${shellWord(recipe.source)} --image VALUE${orgFlag(org)}`,
    },
  ],
  deployments: ({org, env, app, version}) => [
    {
      kind: kinds.version,
      text: version,
      subject: `app ${app}`,
      hint: `muster app deploy ${app} --env ${env} --version VALUE${orgFlag(org)}`,
    },
  ],
  configs: ({org, env, app, key}) => [
    {
      kind: kinds.variable,
      text: key,
      subject: `config ${quoted(key)}`,
      hint: `muster config set VALUE=TEXT --env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}`,
    },
  ],
  secrets: ({org, env, app, name}) => [
    {
      kind: kinds.secret,
      text: name,
      subject: `secret ${quoted(name)}`,
      hint: `muster secret set VALUE --env ${env}${app === null ? '' : ` --app ${app}`}${orgFlag(org)}`,
    },
  ],
};

function labelsOf(labels: Readonly<Record<string, string>>, at: Pick<Value, 'subject' | 'hint'>): readonly Value[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    {kind: kinds.labelKey, text: key, ...at},
    {kind: kinds.labelValue, text: value, ...at},
  ]);
}

/** What stood there before the change is left alone: it may be older than its grammar. */
function valuesOfChanged<C extends keyof typeof valuesOf>(collection: C, before: Topology, after: Topology): readonly Value[] {
  if (before[collection] === after[collection]) return [];
  const standing = new Set<unknown>(before[collection]);
  const of = valuesOf[collection] as (row: Row<C>) => readonly Value[];
  const rows: readonly Row<C>[] = after[collection];
  return rows.flatMap((row) => (standing.has(row) ? [] : of(row)));
}

function violation({kind, text, subject, hint}: Value): readonly Violation[] {
  const read = text === null ? null : kind.read(text);
  if (read === null || 'ok' in read) return [];
  return [
    {
      code: 'VALUE_INVALID',
      severity: 'error',
      subject,
      message: `The ${kind.name} of ${subject} must be ${wrongValue(kind, text ?? '', read.problem)}.`,
      hint: `Give another, as in: ${hint.replace('VALUE', kind.example)}.`,
      details: {subject, kind: kind.name, ...(kind.isUnquoted ? {} : {value: text}), problem: read.problem},
    },
  ];
}
