import {expect, it} from 'vitest';
import {aCli} from '../support/run-cli.js';

/** Words of the parser that nobody is to read. */
const parsers = /following|be specified|Nonexistent|Unexpected|Missing \d|Expected|See more help|provided when/;

it.each([
  ['node add a --connect local --weight 1 --weight 2', 'The flag --weight is given more than once.', 'Give --weight once'],
  [
    'node add a --connect local --weight x',
    '--weight must be a whole number from 0 to 256, not "x": it is no whole number.',
    'Write it like --weight 5',
  ],
  ['node add a --connect local --weight 300', /300 of node a is not valid/, 'Give a weight from 0 to 256'],
  ['node add a --connect local --capacity cpu', '--capacity cpu is not of the form cpu=CORES,memory=SIZE.', '--capacity cpu=8'],
  ['node show a b', 'muster node show takes only NAME: b is too many.', 'muster node show --help'],
  ['node list extra', 'muster node list takes no argument: extra.', 'muster node list --help'],
  ['node list --nope', 'There is no flag --nope here.', 'muster node list --help'],
  ['node list --store', 'The flag --store needs a value.', 'muster node list --help'],
  ['audit list --limit 0', '--limit must be a whole number of at least 1, not 0.', 'Write it like --limit 3'],
  ['topology graph --format dt', '--format must be one of mermaid, dot, svg, html, not dt.', 'Did you mean --format dot?'],
  ['completion bsh', 'The argument must be one of bash, zsh, fish, not bsh.', 'Did you mean bash?'],
  [
    'plan -f a --topology-only --prune',
    /^--(prune|topology-only) and --(prune|topology-only) exclude each other\.$/,
    'Leave out --',
  ],
  ['config set A --env prod', 'The argument A is not of the form KEY=VALUE.', 'Write it like KEY=VALUE, as in LOG_LEVEL=debug'],
  ['app deploy a --env prod --version 1 --role slave', '--role slave is not of the form ROLE=N.', 'Write it like --role slave=3'],
  ['deploy', 'There is no command muster deploy.', 'Did you mean muster app deploy APP --env ENV --version VERSION?'],
  ['logs', 'There is no command muster logs.', 'Did you mean muster app logs APP --env ENV?'],
  ['stat', 'There is no command muster stat.', 'Did you mean muster status?'],
  ['__proto__', 'There is no command muster __proto__.', 'muster --help shows the commands'],
  ['constructor', 'There is no command muster constructor.', 'muster --help shows the commands'],
  ['toString node list', 'There is no command muster toString node list.', 'muster --help shows the commands'],
  ['nodes', 'There is no command muster nodes.', 'Did you mean muster node list?'],
  ['get nodes', 'There is no command muster get nodes.', 'Did you mean muster node list?'],
  ['node create a', 'There is no command muster node create a.', 'muster node add --help shows how that is done'],
])('`muster %s` is answered in our own words, with the right command', async (line, message, hint) => {
  const {json, exit} = await (await aCli()).run(`${line} --json`);
  expect([2, 3]).toContain(exit);
  expect(json.error.message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  expect(json.error.hint).toContain(hint);
  expect(JSON.stringify(json)).not.toMatch(parsers);
});

it('flags before the command, `-o`, other verbs and `help` behind a noun are understood', async () => {
  const cli = await aCli();
  await cli.run('node add web-1 --connect local');
  expect((await cli.run('--json status')).json.data.org).toBe('default');
  expect((await cli.run('-o name node ls')).stdout).toBe('web-1\n');
  expect((await cli.run('node list -o json')).json.data).toHaveLength(1);
  expect(await cli.run('node delete web-1 --yes')).toMatchObject({exit: 0});
  expect((await cli.run('node list -o name')).stdout).toBe('');
  expect(await cli.run('node help add')).toMatchObject({exit: 0, stdout: expect.stringContaining('muster node add NAME')});
  expect(await cli.run('-V')).toMatchObject({exit: 0, stdout: expect.stringMatching(/^musterctl\//)});
});
