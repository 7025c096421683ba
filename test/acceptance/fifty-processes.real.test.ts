import {describe, expect, it} from 'vitest';
import {aCli, type Cli, type CliRun} from '../support/run-cli.js';

const processes = Array.from({length: 50}, (_, index) => `p${index}`);
const shared = ['company.com', ':8080', 'shop.company.com:8443'];

interface Owned {
  readonly env: string;
  readonly address: string;
}

/** All start together; each line waits for the one before it. */
async function atOnce(cli: Cli, linesOf: (name: string) => readonly string[]): Promise<readonly CliRun[]> {
  const runs = await Promise.all(
    processes.map(async (name) => {
      const done: CliRun[] = [];
      for (const line of linesOf(name)) done.push(await cli.run(`${line} --json`));
      return done;
    }),
  );
  return runs.flat();
}

function codesOf(run: CliRun): readonly string[] {
  return run.json.error.details?.violations?.map(({code}: {readonly code: string}) => code) ?? [run.json.error.code];
}

describe('fifty processes at once', () => {
  it('add nodes and envs and want the same entries: each has one owner, nothing else fails, and nothing is lost', async () => {
    const cli = await aCli();
    const made = await atOnce(cli, (name) => [
      `node add ${name} --connect ssh://ops@${name}.internal`,
      `env create ${name}`,
      `env join ${name} ${name}`,
    ]);
    expect(made.filter(({exit}) => exit !== 0).map(({stdout}) => stdout)).toEqual([]);
    const wanted = await atOnce(cli, (name) => [
      ...shared.map((address) => `entry add ${address} --env ${name}`),
      `entry add ${name}.company.com --env ${name}`,
    ]);
    const failed = wanted.filter(({exit}) => exit !== 0);
    expect([...new Set(failed.map(({exit}) => exit))]).toEqual([3]);
    expect([...new Set(failed.flatMap(codesOf))]).toEqual(['ENTRY_TAKEN']);

    const list = async (line: string) => (await cli.run(`${line} --json`)).json.data;
    expect((await list('node list')).map(({name}: {name: string}) => name).sort()).toEqual([...processes].sort());
    expect((await list('env list')).map(({name}: {name: string}) => name).sort()).toEqual([...processes].sort());
    const entries: readonly Owned[] = await list('entry list');
    const owners = (address: string) => entries.filter((entry) => entry.address === address).map(({env}) => env);
    for (const address of ['company.com:80', 'shop.company.com:8443']) expect(owners(address), address).toHaveLength(1);
    // Any host on a port of nodes that no two of these envs share: each has its own.
    expect(owners(':8080').length).toBeGreaterThanOrEqual(49);
    for (const name of processes) expect(owners(`${name}.company.com:80`)).toEqual([name]);
    const refusedFor = (address: string) =>
      wanted.filter(({json}) => json.error?.details.violations[0].details.address === address).length;
    expect(refusedFor('company.com:80')).toBe(49);
  }, 300_000);
});
