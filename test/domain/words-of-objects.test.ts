import {describe, expect, it} from 'vitest';
import {ColumnNames} from '../../src/cli/lists/column-names.js';
import {normalizeAddress} from '../../src/core/domain/addresses.js';
import {describeDeployment} from '../../src/core/domain/planning/describe-containers.js';
import {parseServiceUrl} from '../../src/core/domain/service-url.js';
import {check} from '../support/check-rule.js';
import {aClusteredRecipe, aDeployedTopology} from '../support/topology.js';

/** What every object of JavaScript has, whatever it is a table of. */
const words = ['constructor', 'toString', '__proto__'];

describe.each(words)('the word %s', (word) => {
  it('is no scheme of an entry or of a service', () => {
    expect(normalizeAddress(`${word.toLowerCase()}://a.com`)).toHaveProperty('problem');
    expect(parseServiceUrl(`${word.toLowerCase()}://a.com/x`)).toBeNull();
  });

  it('is a key of config like any other, which instances get', () => {
    const after = aDeployedTopology(aClusteredRecipe()).withConfig(word, 'x');
    for (const code of ['SAME_SECRET', 'CONFIG_OVERRIDE', 'CONFIG_VALUE', 'ENV_NAME_CASE'])
      expect(check(code, {after})).toEqual([]);
    const topology = after.build();
    const {containers} = describeDeployment({topology, installation: 'i'}, topology.deployments[0]!, 'web-1');
    expect(containers.map(({environment}) => Object.hasOwn(environment, word))).toEqual(containers.map(() => true));
  });

  it('is a label that no row has', () => {
    const names = new ColumnNames(
      [{title: 'LABELS', value: (row: {labels: Record<string, string>}) => row.labels}],
      [{labels: {}}],
    );
    expect(names.find([`labels.${word}`], '--columns')[0]?.value({labels: {}})).toBeNull();
  });
});
