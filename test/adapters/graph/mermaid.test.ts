import {describe, expect, it} from 'vitest';
import {mermaidText} from '../../../src/adapters/graph/mermaid.js';
import {fleetGraph, graphOf, hostileTopology, smallTopology} from './graphs.js';

/** Mermaid's own bounds: characters of a text, and edges. */
const mermaidBounds = {characters: 50_000, edges: 500};
const lineForms =
  /^(%% [^\n]*|flowchart LR| *subgraph g\d+\["[^"]*"\]| *end| *n\d+(\(\["[^"]*"\]\)|\("[^"]*"\)|\["[^"]*"\])(:::\w+)?|  [gn]\d+ (-->|-\.->)(\|"[^"]*"\|)? [gn]\d+|  classDef \w+ [\w:,-]+( \w+)?|  classDef .*|)$/;

describe('Mermaid', () => {
  it('draws groups around environments and nodes, and lines between', () => {
    expect(mermaidText(graphOf(smallTopology))).toBe(`%% Topology of default: 3 nodes · 2 envs · 3 entries · 2 apps · 4 instances
flowchart LR
  subgraph g0["org default"]
    subgraph g1["workspace default"]
      n0(["shop.com<br/>primary"])
      n1([":8080"])
      n2(["spare.com:443<br/>backup"]):::backup
      n3("prod<br/>stage=production<br/>title=生产环境<br/>pay v3: stopped, 1 master<br/>shop 1.0.0: 1 master · 2 slaves<br/>db: mysql on web-1")
      n4("test")
    end
    subgraph g2["group east"]
      n7["web-3<br/>drained<br/>web-3"]:::drained
      subgraph g3["zone a"]
        n5["web-1<br/>8 cores · 32 GiB<br/>web-1<br/>disk=ssd<br/>prod: pay master 1<br/>prod: shop master 1, slave 1"]
        n6["web-2<br/>cordoned<br/>web-2<br/>prod: shop slave 2"]:::cordoned
      end
    end
  end
  n0 -->|"shop"| n3
  n0 -->|"/pay pay"| n3
  n1 -->|"shop"| n3
  n2 -.->|"shop"| n3
  n3 --> n5
  n3 --> n6
  n4 -.-> n7
  classDef cordoned stroke-dasharray:6 3,stroke-width:2px
  classDef drained stroke-dasharray:2 3,stroke-width:2px
  classDef backup stroke-dasharray:6 3
`);
  });

  it('escapes whatever a label holds: no line is more than it is', () => {
    const text = mermaidText(graphOf(hostileTopology));
    expect(text.split('\n').filter((line) => !lineForms.test(line))).toEqual([]);
    expect(text).not.toContain('<script');
    expect(text).toContain('markup=#60;/text#62;#60;script#62;alert(1)#60;/script#62;');
  });

  it.each([
    [200, 60],
    [2000, 400],
  ])('of %i nodes stays within what Mermaid draws', (nodes, envs) => {
    const text = mermaidText(fleetGraph({nodes, envs}));
    expect(text.length).toBeLessThan(mermaidBounds.characters);
    expect(text.split('\n').filter((line) => line.includes('->')).length).toBeLessThan(mermaidBounds.edges);
    expect(text.split('\n').filter((line) => !lineForms.test(line))).toEqual([]);
  });
});
