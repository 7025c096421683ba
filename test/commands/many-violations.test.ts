import {describe, expect, it} from 'vitest';
import {aCli, type Cli} from '../support/run-cli.js';

/** Names, addresses and owners that are wrong in `count` places, of three rules. */
async function wrongIn(count: number): Promise<Cli> {
  const cli = await aCli({init: false});
  const envs = Object.fromEntries(
    Array.from({length: count / 4}, (_, index) => [
      [`bad_${index}`, {}],
      [`worse_${index}`, {}],
      [`owner-${index}`, {nodes: ['web-1'], entries: [`${index}.com`, 'x.com:0']}],
      [`thief-${index}`, {nodes: ['web-1'], entries: [`${index}.com`]}],
    ]).flat(),
  );
  cli.write('many.json', JSON.stringify({apiVersion: 'muster/v1', nodes: {'web-1': {connect: 'local'}}, envs}));
  return cli;
}

describe('10,000 violations at once', {timeout: 60_000}, () => {
  it('are on one screen, counted by rule, each with its first and the way to all of them', async () => {
    const cli = await wrongIn(10_000);
    const {exit, stdout, stderr} = await cli.run('topology validate -f many.json');
    expect([exit, stdout]).toEqual([3, '']);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(24);
    expect(stderr).toContain('Error: 10000 violations of topology rules; nothing changed. (RULES_VIOLATED)');
    for (const line of ['NAME_INVALID 5000 times, first:', 'ENTRY_INVALID 2500 times, first:', 'ENTRY_TAKEN 2500 times, first:'])
      expect(stderr).toContain(`  ${line}\n`);
    expect(stderr).toContain("--json | jq '.error.details.violations[].message'");
  });

  it('are all in the JSON, both sides of each named', async () => {
    const cli = await wrongIn(10_000);
    const {exit, json} = await cli.run('topology validate -f many.json --json');
    expect(exit).toBe(3);
    const {violations} = json.error.details;
    expect(violations).toHaveLength(10_000);
    const taken = violations.filter(({code}: {code: string}) => code === 'ENTRY_TAKEN');
    expect(new Set(taken.map(({message}: {message: string}) => message)).size).toBe(2500);
    expect(taken[0].message).toMatch(/^Address \d+\.com:80 of env thief-\d+ belongs to env owner-\d+ already\.$/);
  });
});
