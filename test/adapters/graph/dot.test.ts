import {describe, expect, it} from 'vitest';
import {dotText} from '../../../src/adapters/graph/dot.js';
import {fleetGraph, graphOf, hostileTopology, smallTopology} from './graphs.js';

/** What is left of a text when every quoted string in it is closed; a string that is not leaves its quote. */
function unquoted(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
}

describe('DOT', () => {
  it('has a cluster for each group, a box for each environment and node, and lines between', () => {
    const text = dotText(graphOf(smallTopology));
    expect(text).toMatch(
      /^digraph topology \{\n  graph \[rankdir=LR, compound=true, [^\n]* label="Topology of default\\n3 nodes · /,
    );
    expect([...text.matchAll(/subgraph "(cluster_[^"]*)"/g)].map(([, name]) => name)).toEqual([
      'cluster_org/default',
      'cluster_workspace/default/default',
      'cluster_group/default/east',
      'cluster_zone/default/east/a',
    ]);
    expect(text).toContain('"node/default/web-2" [label="web-2\\ncordoned\\nweb-2\\nprod: shop slave 2", style="bold"');
    expect(text).toContain('"entry/default/prod/shop.com:80" -> "env/default/prod" [label="/pay pay"];');
    expect(text).toContain('"entry/default/prod/spare.com:443" -> "env/default/prod" [style=dashed, label="shop"];');
    expect(text).toContain('"env/default/test" -> "node/default/web-3" [style=dashed];');
  });

  it('opens as many braces as it closes, and says nothing outside of quotes that a name or label says', () => {
    const code = unquoted(dotText(graphOf(hostileTopology)));
    expect(code.match(/\{/g)?.length).toBe(code.match(/\}/g)?.length);
    expect(code).not.toMatch(/["\\]{3}|script|drop|subgraph x/);
    expect(
      code
        .split('\n')
        .filter(
          (line) =>
            !/^(digraph topology \{|  (graph|node|edge) \[.*\];| *subgraph "" \{| *label=""; color=""; style=rounded;| *"" \[.*\];|  "" -> ""( \[.*\])?;| *\}|)$/.test(
              line,
            ),
        ),
    ).toEqual([]);
    expect(dotText(graphOf(hostileTopology))).toContain('quotes=\\"; drop \\\\ &amp; <b>');
  });

  it('cuts a line between groups where each begins', () => {
    const text = dotText(fleetGraph({nodes: 200, envs: 40}));
    expect(text).toMatch(
      /"env\/default\/env-\d+" -> "pool\/default\/east\/a" \[ltail="cluster_workspace\/default\/finance", lhead="cluster_group\/default\/east", label="\d+ nodes"\];/,
    );
  });

  it.each([
    [200, 60],
    [2000, 400],
  ])('of %i nodes stays small', (nodes, envs) => {
    expect(dotText(fleetGraph({nodes, envs})).length).toBeLessThan(60_000);
  });
});
