import {existsSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';
import {aTerminal, hasProgram, type Terminal} from '../support/terminal.js';

const declared = {
  apiVersion: 'muster/v1',
  nodes: {'web-1': {connect: 'local'}, 'db-1': {connect: 'ssh://ops@10.0.0.2'}, 'db-10': {connect: 'ssh://ops@10.0.0.3'}},
  envs: {prod: {nodes: ['web-1'], entries: ['a.com', ':8080']}, test: {entries: ['[2001:db8::1]:81']}},
};

async function aFleet(): Promise<Cli> {
  const cli = await aCli();
  await cli.run(['apply', '-f', cli.write('fleet.json', JSON.stringify(declared))]);
  return cli;
}

const scriptOf = async (cli: Cli, shell: string) => (await cli.run(`completion ${shell}`)).stdout;
/** What is typed before Tab, and the line that it becomes. */
const lines = [
  ['muster no', 'muster node '],
  ['muster node unc', 'muster node uncordon '],
  ['muster node show w', 'muster node show web-1 '],
  ['muster node show d', 'muster node show db-1'],
  ['muster node rm w', 'muster node rm web-1 '],
  ['muster env join prod w', 'muster env join prod web-1 '],
  ['muster env show te', 'muster env show test '],
  ['muster entry remove a', 'muster entry remove a.com:80 '],
  ['muster entry remove a.com:', 'muster entry remove a.com:80 '],
  ['muster entry remove :', 'muster entry remove :8080 '],
  ['muster node list --col', 'muster node list --columns '],
  ['muster node list --columns name,inst', 'muster node list --columns name,instances '],
  ['muster node list --env=pr', 'muster node list --env=prod '],
  ['muster node list --output w', 'muster node list --output wide '],
  ['muster node list --filter weig', 'muster node list --filter weight='],
  ['muster completion fi', 'muster completion fish '],
  ['muster apply -f decl', 'muster apply -f declared.yaml '],
  ['muster apply --file=decl', 'muster apply --file=declared.yaml '],
] as const;

async function expectCompletion(terminal: Terminal): Promise<void> {
  for (const [typed, completed] of lines) {
    await terminal.press('C-u');
    await terminal.type(typed);
    await terminal.press('Tab');
    const pattern = completed.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').trimEnd();
    await terminal.until(new RegExp(`^\\$ ${pattern}${completed.endsWith(' ') ? ' ?$' : ''}`));
  }
}

const others = {'declared.yaml': ''};

describe.skipIf(!hasProgram('tmux'))('completion', () => {
  it('works in bash by itself', async () => {
    const cli = await aFleet();
    const files = {...others, rc: `PS1='$ '\n${await scriptOf(cli, 'bash')}`};
    const terminal = await aTerminal(['bash', '--noprofile', '--rcfile', 'rc'], {cli, files});
    await expectCompletion(terminal);
    await terminal.press('C-u');
    await terminal.type('muster entry remove [');
    await terminal.press('Tab');
    await terminal.until(/^\$ muster entry remove \\\[2001:db8::1\\\]:81/);
  });

  it.skipIf(!existsSync('/usr/share/bash-completion/bash_completion'))(
    'works in bash with the package bash-completion, which finds it by its name',
    async () => {
      const cli = await aFleet();
      const files = {
        ...others,
        rc: `PS1='$ '\n. /usr/share/bash-completion/bash_completion\n`,
        '.local/share/bash-completion/completions/muster': await scriptOf(cli, 'bash'),
      };
      await expectCompletion(await aTerminal(['bash', '--noprofile', '--rcfile', 'rc'], {cli, files}));
    },
  );

  it('runs nothing of what is typed', async () => {
    const cli = await aFleet();
    const files = {rc: `PS1='$ '\n${await scriptOf(cli, 'bash')}`};
    const terminal = await aTerminal(['bash', '--noprofile', '--rcfile', 'rc'], {cli, files});
    await terminal.type('muster env show $(touch ran) `touch ran`');
    await terminal.press('Tab', 'C-u');
    await terminal.type('ls');
    await terminal.press('Enter');
    await terminal.until(/bin {2}rc/);
    expect((await terminal.lines()).join('\n')).not.toMatch(/bin {2}ran/);
  });

  it.skipIf(!hasProgram('zsh'))('works in zsh from a folder of functions', async () => {
    const cli = await aFleet();
    const files = {
      ...others,
      '.zshrc': `PS1='$ '\nfpath=(~/functions $fpath)\nautoload -Uz compinit\ncompinit -u\n`,
      'functions/_muster': await scriptOf(cli, 'zsh'),
    };
    await expectCompletion(await aTerminal(['zsh', '-d'], {cli, files}));
  });

  it.skipIf(!hasProgram('zsh'))('works in zsh when .zshrc reads it, and tells what each word is', async () => {
    const cli = await aFleet();
    const files = {'.zshrc': `PS1='$ '\nautoload -Uz compinit\ncompinit -u\n${await scriptOf(cli, 'zsh')}`};
    const terminal = await aTerminal(['zsh', '-d'], {cli, files});
    await terminal.type('muster node show db');
    await terminal.press('Tab', 'Tab');
    await terminal.until(/^db-10 +-- ssh:\/\/ops@10\.0\.0\.3/);
  });

  it.skipIf(!hasProgram('fish'))('works in fish, and tells what each word is', async () => {
    const cli = await aFleet();
    const files = {
      ...others,
      '.config/fish/config.fish': `set fish_greeting\nfunction fish_prompt\n  echo -n '$ '\nend\n`,
      '.config/fish/completions/muster.fish': await scriptOf(cli, 'fish'),
    };
    const terminal = await aTerminal(['fish'], {cli, files});
    await expectCompletion(terminal);
    await terminal.press('C-u');
    await terminal.type('muster node show db');
    await terminal.press('Tab', 'Tab');
    await terminal.until(/db-10 +\(ssh:\/\/ops@10\.0\.0\.3\)/);
  });

  it('is silent in a home without a store', async () => {
    const cli = await aCli({init: false});
    const files = {rc: `PS1='$ '\n${await scriptOf(cli, 'bash')}`};
    const terminal = await aTerminal(['bash', '--noprofile', '--rcfile', 'rc'], {cli, files});
    await terminal.type('muster node show ');
    await terminal.press('Tab', 'Tab');
    await terminal.type('x');
    expect(await terminal.lines()).toEqual(['$ muster node show x']);
  });
});
