import type {ContainerSpec, EnvValue, Healthcheck, ProjectSpec, VolumeMount} from '../../../core/domain/container.js';
import {containerLabels} from '../../../core/domain/container.js';
import {compareText} from '../../../core/domain/names.js';
import {joinValue} from '../../../core/domain/planning/join-value.js';
import {secretKey} from '../../../core/ports/secrets.js';

export interface RenderedProject {
  /** The compose file, free of secrets. */
  readonly text: string;
  /** The values that compose puts in place of `${MUSTER_SECRET_n}`, one for each variable that holds a secret. */
  readonly secretValues: readonly Exclude<EnvValue, string>[];
}

type Json = string | number | boolean | readonly Json[] | {readonly [key: string]: Json};

const logging = {driver: 'json-file', options: {'max-size': '10m', 'max-file': '3'}};
/** Volumes outlive containers, so their labels must not tell what changes with a version: newer compose offers to recreate a volume whose labels differ. */
const volumeLabels = [containerLabels.installation, containerLabels.org, containerLabels.env, containerLabels.app];

export function renderProject(project: ProjectSpec): RenderedProject {
  const secretValues: Exclude<EnvValue, string>[] = [];
  const services = Object.fromEntries(
    project.containers.map((container) => [container.name, renderContainer(container, secretValues)]),
  );
  const networks = project.containers.flatMap((container) =>
    container.network.kind === 'bridge' ? [[container.network.name, {external: true, name: container.network.name}]] : [],
  );
  const volumes = project.containers.flatMap((container) =>
    namedVolumes(container).map((volume) => [volume.source, {name: volume.source, labels: labelsOfVolume(container)}]),
  );
  const file = {name: project.name, services, networks: Object.fromEntries(networks), volumes: Object.fromEntries(volumes)};
  return {text: yamlSafe(JSON.stringify(file)), secretValues};
}

/** Variables for compose's own environment. */
export function secretVariables(
  rendered: RenderedProject,
  secrets: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(rendered.secretValues.map((parts, index) => [variableName(index), joinParts(parts, secrets)]));
}

function joinParts(parts: Exclude<EnvValue, string>, secrets: ReadonlyMap<string, string>): string {
  const joined = joinValue(parts, (ref) => {
    const value = secrets.get(secretKey(ref));
    if (value === undefined) throw new Error(`The value of secret ${secretKey(ref)} was not given.`);
    return value;
  });
  return joined ?? '';
}

function renderContainer(container: ContainerSpec, secretValues: Exclude<EnvValue, string>[]): Json {
  return {
    image: literal(container.imageId ?? container.image),
    pull_policy: 'never',
    restart: 'unless-stopped',
    ...(container.command ? {command: container.command.map(literal)} : {}),
    ...(container.user === undefined ? {} : {user: container.user}),
    environment: renderEnvironment(container, secretValues),
    ...renderNetwork(container),
    volumes: container.volumes.map(renderVolume),
    healthcheck: renderHealthcheck(container.healthcheck),
    stop_grace_period: duration(container.stopGraceMs),
    labels: Object.fromEntries(sortedEntries(container.labels).map(([key, value]) => [key, literal(value)])),
    logging,
  };
}

function renderEnvironment(container: ContainerSpec, secretValues: Exclude<EnvValue, string>[]): Json {
  return Object.fromEntries(
    sortedEntries(container.environment).map(([variable, value]) => {
      if (typeof value === 'string') return [variable, literal(value)];
      if (value.every((part) => typeof part === 'string')) return [variable, literal(value.join(''))];
      secretValues.push(value);
      return [variable, `\${${variableName(secretValues.length - 1)}}`];
    }),
  );
}

function renderNetwork(container: ContainerSpec): Record<string, Json> {
  if (container.network.kind === 'host') return {network_mode: 'host'};
  return {
    networks: {
      [container.network.name]: container.network.aliases.length > 0 ? {aliases: container.network.aliases.map(literal)} : {},
    },
    ports: container.ports.map((port) => ({
      target: port.containerPort,
      published: String(port.hostPort),
      host_ip: port.hostAddress,
      protocol: 'tcp',
    })),
  };
}

function renderVolume(volume: VolumeMount): Json {
  return {type: volume.kind, source: literal(volume.source), target: literal(volume.path)};
}

function renderHealthcheck(check: Healthcheck): Json {
  return {
    test: typeof check.test === 'string' ? ['CMD-SHELL', literal(check.test)] : ['CMD', ...check.test.map(literal)],
    interval: duration(check.intervalMs),
    timeout: duration(check.timeoutMs),
    retries: check.retries,
    start_period: duration(check.startPeriodMs),
  };
}

function namedVolumes(container: ContainerSpec): readonly VolumeMount[] {
  return container.volumes.filter((volume) => volume.kind === 'volume');
}

function labelsOfVolume(container: ContainerSpec): Json {
  return Object.fromEntries(
    volumeLabels.flatMap((key) => (container.labels[key] === undefined ? [] : [[key, literal(container.labels[key])]])),
  );
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => compareText(a, b));
}

function variableName(index: number): string {
  return `MUSTER_SECRET_${index}`;
}

/** Compose replaces `$name` even inside quotes, and silently. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function duration(ms: number): string {
  return `${ms}ms`;
}

/** Compose reads the file as YAML, which takes some characters that JSON leaves as they are for line breaks, and refuses others. */
function yamlSafe(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
