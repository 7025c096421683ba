import {readdirSync} from 'node:fs';
import {join, relative} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {offerWords} from '../../src/cli/completion/offer-words.js';
import type {CommandClass, Installed} from '../../src/cli/run-command.js';
import {createHarness, type Harness} from '../support/harness.js';
import {aTopology} from '../support/topology.js';

const root = join(import.meta.dirname, '..', '..');
let installed: Installed;
let harness: Harness;

beforeAll(async () => {
  const folder = join(root, 'src', 'commands');
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts'));
  const commands = await Promise.all(
    files.map(async (file) => {
      const {default: command} = (await import(join(folder, file))) as {readonly default: CommandClass};
      return [relative('.', file).replace(/\.ts$/, '').replaceAll(/[\\/]/g, ':'), command] as const;
    }),
  );
  const about = {name: 'musterctl', version: '1.0.0', description: '', oclif: {bin: 'muster', topics: {}}};
  installed = {root, commands: Object.fromEntries(commands), about};
  harness = await createHarness();
  await harness.seed(
    aTopology()
      .withNode('web-1', {connect: 'local'})
      .withNode('web-2')
      .withEnv('prod', {nodes: ['web-1']})
      .withEnv('test')
      .withEntry('a.com:80')
      .withEntry(':8080')
      .withEntry('[2001:db8::1]:80', {env: 'test'})
      .withService('cache', {env: 'test', kind: 'redis'}),
  );
}, 60_000);
afterAll(() => harness.dispose());

const offered = (text: string) => offerWords(installed, text.split(' '), harness.ports);

/** The line up to the cursor, and what its last word can become; null: every flag that is left. */
const offers = [
  ['no', ['node']],
  ['node un', ['uncordon']],
  ['completion ', ['bash', 'zsh', 'fish']],
  ['help entry ', ['add', 'list', 'move', 'remove', 'update']],
  ['node show ', ['web-1', 'web-2']],
  ['node rm web-', ['web-1', 'web-2']],
  ['env join prod ', ['web-1', 'web-2']],
  ['env join prod web-1 ', ['web-2']],
  ['env create ', []],
  ['entry remove a', ['a.com:80']],
  ['entry remove --env test ', ['[2001:db8::1]:80']],
  ['entry move a.com:80 --from prod --to ', ['prod', 'test']],
  ['service show --env=test ', ['cache']],
  ['service show --env prod ', []],
  ['service show ca', ['cache']],
  ['service add db --kind ', ['mysql', 'redis']],
  ['service add db --kind=m', ['--kind=mysql']],
  ['node list --output ', ['table', 'wide', 'json', 'yaml', 'name']],
  ['node list -e ', ['prod', 'test']],
  ['node list --ou', ['--output']],
  ['env clone prod --no-se', ['--no-secrets']],
  ['node list --columns name,we', ['name,weight']],
  ['node list --sort -we', ['-weight']],
  ['app create shop --recipe ', ['new-api', 'web']],
  ['app deploy shop --balance ro', ['round-robin']],
  ['app status hello ', ['--env']],
  ['node show web-1 --', null],
  ['node show -- ', ['web-1', 'web-2']],
  ['nonsense ', []],
  ['node nonsense ', []],
] as const;

describe('completion', () => {
  it.each(offers)('of `muster %s` offers %j', async (text, expected) => {
    const answer = await offered(text);
    const values = answer.kind === 'files' ? [] : answer.words.map(({value}) => value);
    expect(answer.kind).toBe('words');
    if (expected === null) expect(values).toContain('--org');
    else expect(values).toEqual(expected);
  });

  it('goes on after a key to filter by', async () => {
    expect(await offered('env list --filter name=x,pur')).toEqual({kind: 'open', words: [{value: 'name=x,purpose=', about: ''}]});
  });

  it.each(['apply -f ', 'apply -f a ', 'app create shop --recipe ./', 'secret set x --env prod --from-file '])(
    'of `muster %s` leaves files to the shell',
    async (text) => {
      expect(await offered(text)).toEqual({kind: 'files'});
    },
  );
});
