import type {FoldedApp, FoldedEnv, VertexOf} from '../../../../core/domain/graph/graph.js';
import {addressText, counted, labelTexts} from '../../words.js';
import {textWidth} from '../measure.js';
import {fonts, text, type Box, type Shape} from '../shapes.js';
import {Stack} from '../stack.js';
import {envBand, envHeading} from './env-box.js';

export const envTileWidth = 240;

/** How much an environment says: a card all that a summary knows of it, a tile on as few lines as it can, a plate only numbers. */
export type EnvForm = 'card' | 'tile' | 'plate';

/** An environment with what a summary folds into it, and at its end the numbers of the pools that serve it. */
export function envTile(env: VertexOf<'env'>, form: EnvForm): Box {
  const stack = new Stack(18, envTileWidth - 14, 9);
  const middle = envHeading(stack, env, form === 'card' ? 'badges' : form === 'tile' ? 'text' : 'none');
  const folded = env.folded ?? {entries: none, apps: none, services: 0, pools: []};
  stack.gap(3);
  if (form === 'card') writeCard(stack, folded);
  else if (form === 'tile') writeTile(stack, folded);
  else stack.write(numbersText(folded, env.instances), {font: fonts.small, tone: 'faint'});
  if (folded.pools.length > 0) poolNumbers(stack.gap(5), folded.pools);
  return {
    id: env.id,
    kind: 'env',
    about: `env ${env.name}: ${[...labelTexts(env.labels), counted(env.nodes, 'node'), counted(env.instances, 'instance')].join(', ')}`,
    width: envTileWidth,
    height: stack.y + 9,
    tone: 'card',
    shapes: [envBand(env, stack.y + 9), ...stack.shapes],
    ports: [{id: `${env.id} out`, side: 'right', y: middle}],
  };
}

function writeCard(stack: Stack, {entries, apps, services}: FoldedEnv): void {
  writeList(stack, entries.first.map(addressText), entries.more, 'entry');
  writeList(stack, apps.first.map(appText), apps.more, 'app');
  if (services > 0) stack.write(counted(services, 'service'), {font: fonts.small, tone: 'faint'});
}

function writeList(stack: Stack, first: readonly string[], more: number, noun: string): void {
  for (const words of first) stack.write(words, {font: fonts.small, tone: 'plain'});
  if (more > 0) stack.write(`and ${counted(more, `more ${noun}`)}`, {font: fonts.small, tone: 'faint'});
}

function writeTile(stack: Stack, {entries, apps}: FoldedEnv): void {
  const [address] = entries.first;
  const others = entries.more + entries.first.length - 1;
  if (address !== undefined)
    stack.write(`${addressText(address)}${others > 0 ? ` +${others}` : ''}`, {font: fonts.small, tone: 'plain'});
  const said = [...apps.first.map(appText), ...(apps.more > 0 ? [`+${apps.more}`] : [])].join(', ');
  if (said !== '') stack.write(said, {font: fonts.small, tone: 'plain'});
}

function appText({name, version, instances}: FoldedApp): string {
  return `${name} ${version} ×${instances}`;
}

function numbersText({entries, apps}: FoldedEnv, instances: number): string {
  return [
    counted(entries.first.length + entries.more, 'entry'),
    counted(apps.first.length + apps.more, 'app'),
    counted(instances, 'instance'),
  ].join(' · ');
}

const none = {first: [], more: 0} as const;

/** `● 4 nodes`: the number of a pool in a disc, as the pool itself has it. */
function poolNumbers(stack: Stack, pools: FoldedEnv['pools']): void {
  let x = stack.left;
  for (const {number, nodes} of pools) {
    const words = counted(nodes, 'node');
    const width = discSize(number) + 4 + textWidth(words, fonts.small) + 10;
    if (x > stack.left && x + width > stack.right) {
      x = stack.left;
      stack.gap(20);
    }
    stack.put(
      ...disc(number, x, stack.y + 8),
      text({x: x + discSize(number) + 4, y: stack.y + 12}, words, {font: fonts.small, tone: 'faint'}),
    );
    x += width;
  }
  stack.gap(17);
}

export function discSize(number: number): number {
  return Math.max(17, textWidth(`${number}`, fonts.small) + 8);
}

export function disc(number: number, x: number, middle: number): readonly Shape[] {
  const width = discSize(number);
  return [
    {shape: 'rect', x, y: middle - 8.5, width, height: 17, radius: 8.5, tone: 'disc'},
    text({x: x + width / 2, y: middle + 4}, `${number}`, {font: fonts.small, tone: 'on-disc', anchor: 'middle'}),
  ];
}
