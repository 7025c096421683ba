import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';
import {aTerminal, hasProgram, type Terminal} from '../support/terminal.js';

const declared = {
  apiVersion: 'muster/v1',
  nodes: {
    'web-1': {connect: 'local'},
    'web-2': {connect: 'ssh://ops@10.0.0.2'},
    'web-10': {connect: 'ssh://ops@10.0.0.3'},
    'db-1': {connect: 'ssh://ops@10.0.0.4'},
  },
  envs: {
    prod: {nodes: ['web-1'], entries: ['a.com'], services: {db: {kind: 'mysql', url: 'mysql://u@db:3306/x'}}},
    test: {services: {cache: {kind: 'redis', url: 'redis://r:6379'}}},
  },
};

async function aFleet(): Promise<Cli> {
  const cli = await aCli();
  await cli.run(['apply', '-f', cli.write('fleet.json', JSON.stringify(declared))]);
  return cli;
}

function atTerminal(cli: Cli, options: {readonly columns?: number; readonly env?: Readonly<Record<string, string>>} = {}) {
  return aTerminal(['bash', '--noprofile', '--rcfile', 'rc'], {cli, files: {rc: `PS1='$ '\n`}, ...options});
}

/** Types a command and what tells its exit code, and enters it. */
async function enter(terminal: Terminal, command: string): Promise<void> {
  await terminal.type(`${command}; echo "exit $?"`);
  await terminal.press('Enter');
}

async function answer(terminal: Terminal, text: string): Promise<void> {
  await terminal.type(text);
  await terminal.press('Enter');
}

describe.skipIf(!hasProgram('tmux'))('what is missing is asked for on a terminal', () => {
  it('free text is checked while it is typed, by the rules that hold for it', async () => {
    const cli = await aFleet();
    const terminal = await atTerminal(cli, {columns: 140});
    await enter(terminal, 'muster node add');
    await terminal.until(/^\? Name of the node \(such as web-1\)/);
    await terminal.type('web_3');
    await terminal.until(/^> The node name "web_3" is not legal/);
    await terminal.press('Enter');
    await terminal.until(/^\? Name of the node web_3/);
    await terminal.press('BSpace', 'BSpace');
    await terminal.until(/^\? Name of the node web$/);
    expect((await terminal.lines()).join('\n')).not.toContain('is not legal');
    await answer(terminal, '-3');
    await terminal.until(/^\? Way to the machine/);
    await terminal.type('ftp://host');
    await terminal.until(/^> --connect must be local, ssh:\/\/user@host\[:port\] or tcp:\/\/host:port, not "ftp:\/\/host"/);
    for (let key = 0; key < 'ftp://host'.length; key += 1) await terminal.press('BSpace');
    await answer(terminal, 'ssh://ops@10.0.0.9');
    await terminal.until(/^The same without questions: muster node add web-3 --connect ssh:\/\/ops@10\.0\.0\.9$/);
    await terminal.until(/^exit 0$/);
    expect((await cli.run('node show web-3 --json')).json.data.connect).toBe('ssh://ops@10.0.0.9');
    expect((await cli.run('audit list --limit 1 --json')).json.data[0].arguments).toEqual([
      'node',
      'add',
      'web-3',
      '--connect',
      'ssh://ops@10.0.0.9',
    ]);
  });

  it('names are searched by any part of them, in the order of people', async () => {
    const cli = await aFleet();
    const terminal = await atTerminal(cli);
    await enter(terminal, 'muster node show');
    await terminal.until(/^❯ db-1$/);
    expect((await terminal.lines()).map((line) => line.replace(/^❯/, ' ')).filter((line) => /^ {2}\w+-\d+$/.test(line))).toEqual([
      '  db-1',
      '  web-1',
      '  web-2',
      '  web-10',
    ]);
    await terminal.type('10');
    await terminal.until(/^❯ web-10$/);
    await terminal.press('Enter');
    await terminal.until(/^connect +ssh:\/\/ops@10\.0\.0\.3$/);
    await terminal.until(/^exit 0$/);
  });

  it('an answer narrows what is offered after it', async () => {
    const terminal = await atTerminal(await aFleet());
    await enter(terminal, 'muster service show');
    await terminal.until(/^\? Environment \(--env\)/);
    await terminal.type('te');
    await terminal.until(/^❯ test$/);
    await terminal.press('Enter');
    await terminal.until(/^❯ cache$/);
    expect((await terminal.lines()).join('\n')).not.toMatch(/^ {2}db$/m);
    await terminal.press('Enter');
    await terminal.until(/^The same without questions: muster service show cache --env test$/);
    await terminal.until(/^exit 0$/);
  });

  it('several names are chosen one after the other', async () => {
    const cli = await aFleet();
    const terminal = await atTerminal(cli);
    await enter(terminal, 'muster env join test');
    await terminal.until(/^❯ db-1$/);
    await terminal.type('web-2');
    await terminal.until(/^❯ web-2$/);
    await terminal.press('Enter');
    await terminal.until(/^❯ no more$/);
    await terminal.type('db');
    await terminal.until(/^❯ db-1$/);
    await terminal.press('Enter');
    await terminal.until(/^❯ no more$/);
    await terminal.press('Enter');
    await terminal.until(/^The same without questions: muster env join test web-2 db-1$/);
    await terminal.until(/^exit 0$/);
    expect((await cli.run('env show test --json')).json.data.nodes).toMatchObject([{node: 'db-1'}, {node: 'web-2'}]);
  });

  it('one of a few is chosen', async () => {
    const terminal = await atTerminal(await aFleet());
    await enter(terminal, 'muster completion 2>&1 >/dev/null');
    await terminal.until(/^❯ bash$/);
    await terminal.press('Down');
    await terminal.until(/^❯ zsh$/);
    await terminal.press('Enter');
    await terminal.until(/^The same without questions: muster completion zsh$/);
    await terminal.until(/^exit 0$/);
  });

  it('a secret is asked for unseen', async () => {
    const cli = await aFleet();
    const terminal = await atTerminal(cli);
    await enter(terminal, 'muster secret set --env prod');
    await terminal.until(/^\? Name of the secret/);
    await answer(terminal, 'token');
    await terminal.until(/^\? Value of secret token/);
    await terminal.press('s', '3', 'c', 'r', '3', 't');
    await terminal.until(/••••••$/);
    await terminal.press('Enter');
    await terminal.until(/^exit 0$/);
    expect((await terminal.lines()).join('\n')).not.toContain('s3cr3t');
    expect(JSON.stringify((await cli.run('audit list --json')).json)).not.toContain('s3cr3t');
  });

  it.each(['C-c', 'C-d'])('%s at a question exits 11 and changes nothing', async (key) => {
    const cli = await aFleet();
    const terminal = await atTerminal(cli);
    await enter(terminal, 'muster env create');
    await terminal.until(/^\? Name of the env/);
    await terminal.press(key);
    await terminal.until(/^Error: Cancelled; nothing changed\. \(CANCELLED\)$/);
    await terminal.until(/^exit 11$/);
    expect((await cli.run('env list --output name')).stdout).toBe('prod\ntest\n');
  });

  it('fits a narrow terminal', async () => {
    const terminal = await atTerminal(await aFleet(), {columns: 60});
    await enter(terminal, 'muster node add new');
    await terminal.until(/^\? Way to the machine/);
    await answer(terminal, 'ssh://ops@10.0.0.8');
    await terminal.until(/^exit 0$/);
    const questions = (await terminal.lines()).filter((text) => text.includes('Way to the machine'));
    expect(questions).toHaveLength(1);
  });

  it('the answer of the command alone is on stdout', async () => {
    const cli = await aFleet();
    const terminal = await atTerminal(cli);
    await enter(terminal, `muster env show --output name > ${cli.home}/answer`);
    await terminal.until(/^❯ prod$/);
    await terminal.press('Enter');
    await terminal.until(/^exit 0$/);
    await enter(terminal, `cat ${cli.home}/answer`);
    await terminal.until(/^prod$/);
  });
});

describe.skipIf(!hasProgram('tmux'))('nobody is asked', () => {
  it.each([
    ['muster env show --no-input', {}],
    ['muster env show --json', {}],
    ['muster env show', {CI: 'true'}],
    ['muster env show', {MUSTER_NO_INPUT: '1'}],
    ['muster env show', {MUSTER_OUTPUT: 'json'}],
    ['muster env show < /dev/null', {}],
    ['muster env show 2>&1 | cat', {}],
  ] as const)('by `%s` with %j: it fails and says what to add', async (command, env) => {
    const terminal = await atTerminal(await aFleet(), {env});
    await enter(terminal, `set -o pipefail; ${command}`);
    await terminal.until(/^exit 2$/);
    expect((await terminal.lines()).join('')).toContain('Add NAME, as in muster env show prod');
  });
});
