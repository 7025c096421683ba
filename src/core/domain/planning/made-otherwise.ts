import type {ContainerSpec, EnvValue, Made, ObservedContainer} from '../container.js';
import {containerLabels} from '../container.js';
import {valueDigest} from '../digest.js';
import {compareText} from '../names.js';

/** Digest of a variable's value; null where it holds a secret that cannot be opened here. */
export type DigestValue = (value: EnvValue) => string | null;

/** Without secrets: what holds one is not compared. */
export const literalDigest: DigestValue = (value) => {
  if (typeof value === 'string') return valueDigest(value);
  return value.every((part) => typeof part === 'string') ? valueDigest(value.join('')) : null;
};

/** Docker's own settings may give these to every container. */
const proxyVariables = /^(?:https?|ftp|no|all)_proxy$/i;

/**
 * In what a container that bears the labels of its specification was yet made otherwise, by hand: labels can be copied. Names
 * only, never a value. What its image brings along is as it should be.
 */
export function madeOtherwise(spec: ContainerSpec, container: ObservedContainer, digestValue: DigestValue): readonly string[] {
  const {made} = container;
  return [
    ...otherLabels(spec, container),
    ...(made ? [...otherImage(spec, made), ...otherVariables(spec, made, digestValue), ...otherSettings(spec, made)] : []),
  ];
}

function otherLabels(spec: ContainerSpec, container: ObservedContainer): readonly string[] {
  return (['role', 'version', 'generation'] as const)
    .filter((label) => (spec.labels[containerLabels[label]] ?? '') !== container[label])
    .map((label) => `its label ${label} was changed`);
}

function otherImage({image, imageId}: ContainerSpec, made: Made): readonly string[] {
  const isSame = imageId === null ? made.image === image : made.imageId === imageId;
  return isSame ? [] : [`it runs another image (${imageId === null ? made.image : shortId(made.imageId)})`];
}

function otherVariables({environment}: ContainerSpec, made: Made, digestValue: DigestValue): readonly string[] {
  const wanted = Object.entries(environment).flatMap(([name, value]) => {
    const digest = digestValue(value);
    const found = made.environment[name];
    if (found === undefined) return [`variable ${name} is not set`];
    return digest === null || digest === found ? [] : [`variable ${name} has another value`];
  });
  const added = Object.keys(made.environment)
    .filter((name) => environment[name] === undefined && !proxyVariables.test(name))
    .filter((name) => made.environment[name] !== made.ofImage.environment[name])
    .sort(compareText)
    .map((name) => `variable ${name} was added`);
  return [...wanted, ...added];
}

function otherSettings(spec: ContainerSpec, made: Made): readonly string[] {
  const {ofImage} = made;
  const command = spec.command === null ? ofImage.command : JSON.stringify(spec.command);
  const differs: readonly (readonly [string, boolean])[] = [
    ['command', made.command !== command],
    ['entrypoint', made.entrypoint !== ofImage.entrypoint],
    ['user', made.user !== (spec.user ?? ofImage.user)],
    ['ports', spec.network.kind === 'bridge' && keys(made.ports.map(portKey)) !== keys(spec.ports.map(portKey))],
    ['mounts', !hasMounts(spec, made)],
  ];
  return differs
    .filter(([, is]) => is)
    .map(([what]) => (what === 'ports' || what === 'mounts' ? `its ${what} are others` : `its ${what} is another one`));
}

function portKey({hostPort, containerPort}: Made['ports'][number]): string {
  return `${hostPort}:${containerPort}`;
}

/** What is wanted is there, and no directory of the node that is not; volumes of its own an image may declare. */
function hasMounts({volumes}: ContainerSpec, {mounts}: Made): boolean {
  const mountKey = ({kind, source, path}: Made['mounts'][number]) => `${kind} ${source} ${path}`;
  const found = new Set(mounts.map(mountKey));
  const wanted = new Set(volumes.map(mountKey));
  return (
    volumes.every((volume) => found.has(mountKey(volume))) && mounts.every((it) => it.kind !== 'bind' || wanted.has(mountKey(it)))
  );
}

function keys(texts: readonly string[]): string {
  return [...new Set(texts)].sort(compareText).join(' ');
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
