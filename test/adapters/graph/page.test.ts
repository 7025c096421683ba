import {createHash} from 'node:crypto';
import {describe, expect, it} from 'vitest';
import {pageText} from '../../../src/adapters/graph/page/page.js';
import type {Thing} from '../../../src/adapters/graph/page/things.js';
import {allElements, parseXml} from '../../support/xml.js';
import {fleetGraph, graphOf, hostileTopology, smallTopology} from './graphs.js';

const drawnIds = (page: string) =>
  allElements(parseXml(/<svg .*<\/svg>/s.exec(page)?.[0] ?? '')).flatMap(({attributes}) =>
    'data-kind' in attributes ? [attributes['data-id'] ?? ''] : [],
  );
const thingsOf = (page: string): Readonly<Record<string, Thing>> =>
  JSON.parse(/<script type="application\/json" id="things">(.*?)<\/script>/s.exec(page)?.[1] ?? '');

describe('the page', () => {
  it('names nothing that would have to be fetched, and forbids it', async () => {
    const page = await pageText(graphOf(smallTopology));
    expect(page.match(/https?:\/\/[^\s"')]+/g)).toEqual(['http://www.w3.org/2000/svg']);
    expect(page).not.toMatch(/@import|url\((?!#)/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-`);
  });

  it('lets run the one script that it has', async () => {
    const page = await pageText(graphOf(smallTopology));
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script);
    expect(scripts).toHaveLength(1);
    const digest = createHash('sha256')
      .update(scripts[0] as string)
      .digest('base64');
    expect(page).toContain(`script-src 'sha256-${digest}'`);
  });

  it.each([
    ['full', graphOf(smallTopology)],
    ['summary', fleetGraph({nodes: 200, envs: 30})],
    ['hostile names', graphOf(hostileTopology)],
  ])('knows everything that can be picked, in %s', async (_detail, graph) => {
    const page = await pageText(graph);
    const things = thingsOf(page);
    expect(drawnIds(page).length).toBeGreaterThan(4);
    expect(drawnIds(page).filter((id) => !things[id])).toEqual([]);
    const linked = Object.values(things).flatMap(({links}) => links.map(([, id]) => id));
    expect(linked.filter((id) => !things[id])).toEqual([]);
  });

  it('tells facts and, both ways, what belongs together', async () => {
    const things = thingsOf(await pageText(graphOf(smallTopology)));
    expect(things['node/default/web-1']).toEqual({
      title: 'node web-1',
      facts: [
        ['state', 'active'],
        ['capacity', '8 cores · 32 GiB'],
        ['reached by', 'ssh://ops@web-1'],
        ['address', 'web-1'],
        ['group', 'east'],
        ['zone', 'a'],
        ['weight', '5'],
        ['labels', 'disk=ssd'],
      ],
      links: [
        ['serves', 'env/default/prod'],
        ['in', 'zone/default/east/a'],
        ['has', 'instance/default/prod/pay-master-1'],
        ['has', 'instance/default/prod/shop-master-1'],
        ['has', 'instance/default/prod/shop-slave-1'],
      ],
    });
    expect(things['env/default/prod']?.links).toContainEqual(['served by', 'node/default/web-1']);
    expect(things['entry/default/prod/shop.com:80']?.facts).toEqual([
      ['env', 'prod'],
      ['role', 'primary'],
      ['path', '/ to shop'],
      ['path', '/pay to pay'],
    ]);
  });

  it('tells of each folded node which environments it serves', async () => {
    const things = thingsOf(await pageText(fleetGraph({nodes: 200, envs: 30})));
    expect(things['node/default/node-1']?.links).toContainEqual(['serves', 'env/default/env-1']);
    expect(things['env/default/env-1']?.links).toContainEqual(['served by', 'node/default/node-1']);
  });

  it('holds whatever a label says as text, in the picture and in the data', async () => {
    const page = await pageText(graphOf(hostileTopology));
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(JSON.stringify(thingsOf(page)['env/default/prod'])).toContain('</text><script>alert(1)</script>');
  });

  it('of 2,000 nodes stays below two megabytes', async () => {
    expect((await pageText(fleetGraph({nodes: 2000, envs: 400}))).length).toBeLessThan(2_000_000);
  });
});
