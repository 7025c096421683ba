import {formatMemory} from '../domain/capacity.js';
import type {Environment, Node} from '../domain/model.js';
import {shellWord} from '../domain/shell-word.js';

type Labels = Readonly<Record<string, string>>;
type Said = Partial<Node & Pick<Environment, 'workspace'>>;

/** What an update has to be told to make of what stands what was said; each flag behind a space. */
export function updateFlags(said: Said, differs: readonly string[], standing: {readonly labels: Labels}): string {
  const {capacity = {}, labels = {}, connect, address, group, zone, weight, workspace} = said;
  const plain = {connect, address, group, zone, weight, workspace};
  const flags = [
    ...Object.entries(plain).flatMap(([name, value]) =>
      differs.includes(name) && value !== null && value !== undefined ? [`--${name} ${shellWord(String(value))}`] : [],
    ),
    ...(differs.includes('capacity') ? [`--capacity ${capacityText(capacity)}`] : []),
    ...(differs.includes('labels') ? labelFlags(labels, standing.labels) : []),
  ];
  return flags.map((flag) => ` ${flag}`).join('');
}

function capacityText({cpu, memoryMib}: NonNullable<Said['capacity']>): string {
  const parts = [
    ...(cpu === undefined ? [] : [`cpu=${cpu}`]),
    ...(memoryMib === undefined ? [] : [`memory=${formatMemory(memoryMib)}`]),
  ];
  return parts.join(',');
}

function labelFlags(labels: Labels, standing: Labels): readonly string[] {
  return [
    ...Object.entries(labels)
      .filter(([key, value]) => standing[key] !== value)
      .map(([key, value]) => `--label ${shellWord(`${key}=${value}`)}`),
    ...Object.keys(standing)
      .filter((key) => !Object.hasOwn(labels, key))
      .map((key) => `--unlabel ${shellWord(key)}`),
  ];
}
