import {describe, expect, it} from 'vitest';
import {exitCodes} from '../../src/core/domain/errors.js';
import {aCli} from '../support/run-cli.js';

describe('help', () => {
  it.each([
    ['', 'USAGE'],
    ['help', 'USAGE'],
    ['-h', 'USAGE'],
    ['--help', 'USAGE'],
    ['node', 'node add'],
    ['node --help', 'node add'],
    ['help node', 'node add'],
    ['node add --help', '--connect'],
    ['node add -h', '--connect'],
    ['help node add', '--connect'],
  ])('is shown by `muster %s` with exit 0', async (line, text) => {
    const cli = await aCli({init: false});
    const shown = await cli.run(line);
    expect(shown).toMatchObject({exit: 0, stderr: ''});
    expect(shown.stdout).toContain(text);
  });

  it('names the variable of each flag', async () => {
    const cli = await aCli({init: false});
    expect((await cli.run('help node add')).stdout).toMatch(/MUSTER_WEIGHT/);
  });

  it('lists every exit code', async () => {
    const cli = await aCli({init: false});
    expect((await cli.run('help exit-codes --json')).json.data.map((row: {exit: number}) => row.exit)).toEqual(
      Object.values(exitCodes),
    );
  });
});

describe('what does not exist', () => {
  it.each([
    ['nod list', 'COMMAND_UNKNOWN', 'Did you mean muster node list?'],
    ['node lst', 'COMMAND_UNKNOWN', 'Did you mean muster node list?'],
    ['node frobnicate', 'COMMAND_UNKNOWN', 'muster node --help'],
    ['frobnicate', 'COMMAND_UNKNOWN', 'muster --help'],
    ['help frobnicate', 'COMMAND_UNKNOWN', 'muster --help'],
    ['node list --jsn', 'FLAG_UNKNOWN', 'Did you mean --json?'],
    ['node list --frobnicate', 'FLAG_UNKNOWN', '--help'],
    ['node add web-1', 'FLAG_MISSING', 'Add --connect HOW, or set MUSTER_CONNECT'],
    ['entry add a.com', 'FLAG_MISSING', 'Add --env NAME, or set MUSTER_ENV'],
    ['node add', 'ARGUMENT_MISSING', 'Add NAME and --connect HOW, as in muster node add web-1 --connect local'],
    ['completion tcsh', 'USAGE', '--help'],
    ['node list extra', 'USAGE', '--help'],
    ['env join prod', 'ARGUMENT_MISSING', 'Add NODES, as in muster env join prod web-1 web-2'],
    ['apply --lock-wait long', 'DURATION_INVALID', '--lock-wait 30s'],
    ['node update web-1 --weight many', 'VALUE_INVALID', 'Write it like --weight 5'],
  ])('`muster %s` exits 2, says %s and what to do', async (line, code, hint) => {
    const cli = await aCli();
    const shown = await cli.run(line);
    expect(shown).toMatchObject({exit: 2, stdout: ''});
    expect(shown.stderr).toContain(hint);
    expect(shown.stderr.split('\n').length).toBeLessThan(20);
    expect(await cli.run(`${line} --json`)).toMatchObject({exit: 2, json: {error: {code, hint: expect.stringContaining(hint)}}});
  });
});

describe('a value that is refused', () => {
  it.each([
    [
      'apply --lock-wait long',
      '--lock-wait must be a duration such as 200ms, 5s, 10m or 1h, of at most 24d, not "long": "long" is not a number with ms, s, m, h or d behind it.',
    ],
    ['node update web-1 --weight many', '--weight must be a whole number from 0 to 256, not "many": it is no whole number.'],
    [
      'node add web-1 --connect ftp://x',
      '--connect must be local, ssh://user@host[:port] or tcp://host:port, not "ftp://x": it is neither of these.',
    ],
  ])('by `muster %s` is told in one sentence', async (line, message) => {
    const cli = await aCli({init: false});
    expect((await cli.run(`${line} --json`)).json.error.message).toBe(message);
  });
});
