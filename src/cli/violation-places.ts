import {Failure, violationFailure} from '../core/domain/errors.js';
import type {Topology} from '../core/domain/model.js';
import {shellWord} from '../core/domain/shell-word.js';
import type {Violation} from '../core/domain/violation.js';

/** Topology files as they were typed, and where a fact stands in them. */
export interface FileSource {
  readonly files: readonly string[];
  /** What is recorded: a command can name nothing else. */
  readonly recorded: Pick<Topology, 'envs' | 'nodes' | 'apps' | 'services' | 'deployments'>;
  placeOf(fact: readonly string[]): Place | null;
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The violations of what files declare, each with its place; their commands name the files. */
export function withPlaces(violations: readonly Violation[], source: FileSource): readonly Violation[] {
  const typed = source.files.map((file) => `-f ${shellWord(file)}`).join(' ');
  return violations.map((violation) => {
    const place = placeOf(violation, source);
    return {
      ...violation,
      hint: hintOf(violation, place, source).replaceAll('-f FILE', typed),
      details: place === null ? violation.details : {...violation.details, place},
    };
  });
}

/** The same for a failure that tells of violations; any other is what it was. */
export function withPlacesOf(error: unknown, source: FileSource): unknown {
  if (!(error instanceof Failure)) return error;
  const violations = error.details['violations'] as readonly Violation[] | undefined;
  if (violations === undefined || !violations.some(({severity}) => severity === 'error')) return error;
  const failure = violationFailure(withPlaces(violations, source));
  return failure.code === error.code ? failure : error;
}

/** Where the commands name what only the files do, the files are what to correct. */
function hintOf(violation: Violation, place: Place | null, {recorded}: FileSource): string {
  const {hint} = violation;
  if (place === null || hint.includes('-f FILE') || !/\bmuster \w/.test(hint) || isRecorded(violation, recorded)) return hint;
  const flag = /\badd (--[a-z-]+)/.exec(hint)?.[1];
  return `Correct it in ${place.file}, line ${place.line}${flag === undefined ? '' : `, or add ${flag}`}`;
}

/** Of the names that its commands are about; some are about an app where it is deployed. */
function isRecorded({hint, details}: Violation, {envs, nodes, apps, services, deployments}: FileSource['recorded']): boolean {
  const {org, env, node, app, service} = details;
  const said = new Set(hint.split(/[\s.;,()]+/));
  const among = (names: readonly string[], name: unknown) => typeof name !== 'string' || !said.has(name) || names.includes(name);
  const ofOrg = <Row extends {readonly org: string}>(rows: readonly Row[]) => rows.filter((row) => row.org === org);
  const ofEnv = <Row extends {readonly org: string; readonly env: string}>(rows: readonly Row[]) =>
    ofOrg(rows).filter((row) => row.env === env);
  return (
    among(namesOf(ofOrg(envs)), env) &&
    among(namesOf(ofOrg(nodes)), node) &&
    among(namesOf(ofOrg(apps)), app) &&
    among(namesOf(ofEnv(services)), service) &&
    (!aboutDeployed.test(hint) ||
      among(
        ofEnv(deployments).map((row) => row.app),
        app,
      ))
  );
}

const aboutDeployed = /\bmuster app (?:scale|stop|start|restart|undeploy|logs|status) /;

function namesOf(rows: readonly {readonly name: string}[]): readonly string[] {
  return rows.map(({name}) => name);
}

function placeOf({details, subject}: Violation, source: FileSource): Place | null {
  for (const fact of factsOf(details, subject)) {
    const place = source.placeOf(fact);
    if (place !== null) return {file: place.file, line: place.line, column: place.column};
  }
  return null;
}

/** What a violation may be about, the most particular first. */
function factsOf(details: Violation['details'], subject: string): readonly (readonly string[])[] {
  const [kind = '', name = ''] = subject.split(' ');
  const text = (key: string) => (typeof details[key] === 'string' ? (details[key] as string) : null);
  const env = text('env') ?? (kind === 'env' ? name : null);
  const node = text('node') ?? (kind === 'node' ? name : null);
  const within = (...fact: readonly (string | null)[]) =>
    env === null || fact.includes(null) ? [] : [['envs', env, ...(fact as readonly string[])]];
  const app = text('app') ?? (kind === 'app' ? name : null);
  const address = text('address') ?? (kind === 'entry' ? name : null);
  const key = text('key') ?? (kind === 'config' ? name : null);
  return [
    ...within('apps', app, 'config', key),
    ...within('config', key),
    ...within('entries', address === null ? null : `${address}${text('path') ?? '/'}`),
    ...within('services', text('service') ?? (kind === 'service' ? name : null)),
    ...within('apps', app),
    ...within(),
    ...(node === null ? [] : [['nodes', node]]),
  ];
}
