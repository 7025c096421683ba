import {existsSync, readdirSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {compareText} from '../../../src/core/domain/names.js';
import {checkTopology, rules} from '../../../src/core/domain/rules/index.js';
import {noFacts, type Facts, type Rule} from '../../../src/core/domain/rules/rule.js';
import {arbitraryTopology, deepFreeze} from '../../support/arbitrary-topology.js';
import {aDeployedTopology, aTopology} from '../../support/topology.js';
import {keptOtherwise} from './by-construction.js';

const folder = new URL('../../../src/core/domain/rules/', import.meta.url);
const files = readdirSync(folder).filter((file) => !['rule.ts', 'index.ts'].includes(file));
const codes = rules.flatMap((rule) => rule.codes);

describe('the registry of rules', () => {
  it.each(files)('has the rule of %s', async (file) => {
    const found = Object.values((await import(new URL(file, folder).href)) as Record<string, unknown>).filter((value) =>
      rules.includes(value as Rule),
    );
    expect(found).toHaveLength(1);
    expect((found[0] as Rule).codes).toContain(file.slice(0, -'.ts'.length).replaceAll('-', '_').toUpperCase());
  });

  it('has one rule a file, one rule a code, and a test of each', () => {
    expect(rules).toHaveLength(files.length);
    expect(new Set(codes).size).toBe(codes.length);
    expect(readdirSync(new URL('.', import.meta.url))).toEqual(
      expect.arrayContaining(files.map((file) => file.replace(/\.ts$/, '.test.ts'))),
    );
  });

  it('lacks those that something else keeps, each of which has a test', () => {
    for (const {code, test} of keptOtherwise) {
      expect(codes).not.toContain(code);
      expect(existsSync(new URL(`../../../${test}`, import.meta.url)), test).toBe(true);
    }
  });

  it('is what the documentation lists (update with --update)', async () => {
    const lines = rules.flatMap((rule) => rule.codes.map((code) => `| \`${code}\` | ${rule.sentence} |`));
    const page = [
      '# Topology rules',
      '',
      'A change that breaks one of these is refused with exit code 3, all violations at once, and changes nothing.',
      '',
      '| code | rule |',
      '|---|---|',
      ...lines,
      '',
      '## Kept otherwise',
      '',
      'No topology can break these; something else keeps them.',
      '',
      '| code | rule | what keeps it |',
      '|---|---|---|',
      ...keptOtherwise.map(({code, rule, kept}) => `| \`${code}\` | ${rule} | ${kept} |`),
      '',
    ];
    await expect(page.join('\n')).toMatchFileSnapshot('../../../docs/rules.md');
  });
});

describe('checking a topology', () => {
  it('reports violations sorted by code and subject', () => {
    const after = aTopology()
      .withNode('b_')
      .withNode('a_')
      .withEnv('prod')
      .withEntry('x:0')
      .withApp('hello')
      .withDeployment('hello');
    const found = checkTopology({before: after.build(), after: after.build(), facts: noFacts});
    expect(found.map(({code, subject}) => `${code} ${subject}`)).toEqual([
      'ENTRY_INVALID entry x:0',
      'ENV_NO_NODE env prod',
      'NAME_INVALID node a_',
      'NAME_INVALID node b_',
    ]);
  });

  it('finds nothing in a good topology', () => {
    const after = aDeployedTopology().withEntry(':8080').withInstance('hello').withInstance('hello', {role: 'master'}).build();
    expect(checkTopology({before: after, after, facts: noFacts})).toEqual([]);
  });

  it('never throws, never changes its input, says every thing once, and tells code, sentence and next step', () => {
    const facts: Facts = deepFreeze({
      ...noFacts,
      weakSecrets: new Map([['default/a/b/session-secret', 'public']]),
      foreignPorts: new Map([['default/a:80', 'x']]),
    });
    fc.assert(
      fc.property(arbitraryTopology.map(deepFreeze), arbitraryTopology.map(deepFreeze), (before, after) => {
        const found = checkTopology({before, after, facts});
        expect(found).toEqual(
          [...found].sort(
            (a, b) => compareText(a.code, b.code) || compareText(a.subject, b.subject) || compareText(a.message, b.message),
          ),
        );
        for (const violation of found) {
          expect(codes).toContain(violation.code);
          expect(violation.message).toMatch(/^\S.*[.]$/s);
          expect(violation.hint).toMatch(/^\S.*[.]$/s);
          expect(JSON.parse(JSON.stringify(violation))).toEqual(violation);
        }
        expect(checkTopology({before, after, facts})).toEqual(found);
      }),
      {numRuns: 300},
    );
  });

  it('checks 10,000 nodes in a blink', () => {
    const nodes = Array.from({length: 10_000}, (_, index) => `node-${index}`);
    const base = aTopology().build();
    const large = {
      ...base,
      nodes: nodes.map((name) => ({
        org: 'default',
        name,
        connect: `ssh://${name}`,
        address: name,
        group: 'default',
        state: 'active' as const,
        zone: null,
        capacity: {},
        labels: {},
        weight: null,
      })),
      envs: [{org: 'default', name: 'prod', workspace: 'default', labels: {}}],
      memberships: nodes.map((node) => ({org: 'default', env: 'prod', node, weight: null})),
    };
    const began = performance.now();
    expect(checkTopology({before: large, after: large, facts: noFacts})).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
