import {beforeAll, describe, expect, it} from 'vitest';
import {drawSvg} from '../../../src/adapters/graph/picture/draw.js';
import {textWidth} from '../../../src/adapters/graph/picture/measure.js';
import {hostileLabels} from '../../support/fleet.js';
import {allElements, parseXml, type XmlElement} from '../../support/xml.js';
import {fleetGraph, graphOf, hostileTopology, smallTopology} from './graphs.js';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const draw = (graph: Parameters<typeof drawSvg>[0]) => drawSvg(graph, {findable: true});
const textsOf = (svg: XmlElement) => allElements(svg).filter(({name}) => name === 'text');
const isBox = ({name, attributes}: XmlElement) => name === 'g' && 'data-kind' in attributes && 'transform' in attributes;

/** Where a box or frame is: what its group is moved by, and the size of its first rectangle. */
function areaOf(group: XmlElement): Area {
  const [, x, y] = /translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(group.attributes['transform'] ?? '') ?? [];
  const rect = group.children.find(({name}) => name === 'rect')?.attributes ?? {};
  return {x: Number(x), y: Number(y), width: Number(rect['width']), height: Number(rect['height'])};
}

function overlap(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Texts that leave the box that they are in, by the measure that the boxes were made with. */
function overflowing(svg: XmlElement): readonly string[] {
  return allElements(svg)
    .filter(isBox)
    .flatMap((box) => {
      const {width, height} = areaOf(box);
      return textsOf(box).flatMap(({text, attributes}) => {
        const own = textWidth(text, {size: Number(attributes['font-size']), bold: attributes['class']?.includes(' b') ?? false});
        const anchor = attributes['text-anchor'];
        const left = Number(attributes['x']) - (anchor === 'end' ? own : anchor === 'middle' ? own / 2 : 0);
        return left < 0 || left + own > width || Number(attributes['y']) > height ? [text] : [];
      });
    });
}

describe.each([
  ['a small topology', () => graphOf(smallTopology)],
  ['its summary', () => graphOf(smallTopology, 'summary')],
  ['hostile labels', () => graphOf(hostileTopology)],
  ['5 nodes', () => fleetGraph({nodes: 5, envs: 5})],
  ['200 nodes', () => fleetGraph({nodes: 200, envs: 40})],
  ['200 nodes and few environments', () => fleetGraph({nodes: 200, envs: 8})],
  ['2,000 nodes', () => fleetGraph({nodes: 2000, envs: 300})],
])('the picture of %s', (_name, graph) => {
  let svg: XmlElement;
  beforeAll(async () => {
    svg = parseXml(await draw(graph()));
  });

  it('is one SVG with a title and a description', () => {
    const [title, description] = svg.children;
    expect(svg).toMatchObject({
      name: 'svg',
      attributes: {xmlns: 'http://www.w3.org/2000/svg', 'aria-labelledby': 'graph-title graph-desc'},
    });
    expect([title?.name, description?.name]).toEqual(['title', 'desc']);
    expect(description?.text).toMatch(/Environments: .+\.$/);
  });

  it('has no box over another, and every box within the picture', () => {
    const areas = allElements(svg).filter(isBox).map(areaOf);
    const [, , width = 0, height = 0] = (svg.attributes['viewBox'] ?? '').split(' ').map(Number);
    expect(areas.length).toBeGreaterThan(2);
    expect(areas.flatMap((a, index) => areas.slice(index + 1).filter((b) => overlap(a, b)))).toEqual([]);
    expect(areas.filter(({x, y, width: w, height: h}) => x < 0 || y < 0 || x + w > width || y + h > height)).toEqual([]);
  });

  it('has every text within its box', () => {
    expect(overflowing(svg)).toEqual([]);
  });

  it('has no number that is none, and nothing that asks for a network', () => {
    const values = allElements(svg).flatMap(({attributes}) => Object.entries(attributes).filter(([name]) => name !== 'xmlns'));
    expect(values.filter(([, value]) => /NaN|undefined|Infinity/.test(value))).toEqual([]);
    expect(values.filter(([name, value]) => /href|src/.test(name) && !value.startsWith('#'))).toEqual([]);
  });
});

describe('the picture', () => {
  it('tells states, kinds and environments by words and forms, not by colour alone', async () => {
    const svg = parseXml(await draw(graphOf(smallTopology)));
    const words = textsOf(svg).map(({text}) => text);
    expect(words).toEqual(
      expect.arrayContaining([
        'cordoned',
        'drained',
        'backup',
        'primary',
        'master 1',
        'slave 2',
        'nothing placed here',
        '8 cores · 32 GiB · weight 5',
      ]),
    );
    const marks = allElements(svg).filter(
      ({name, attributes}) => name === 'path' && attributes['transform']?.includes('scale(7)'),
    );
    expect(new Set(marks.map(({attributes}) => attributes['d'])).size).toBe(2);
  });

  it('is the same for the same graph', async () => {
    const graph = fleetGraph({nodes: 12, envs: 12});
    expect(await draw(graph)).toBe(await draw(structuredClone(graph)));
  });

  it('says everything that a label holds, as text', async () => {
    const text = await draw(graphOf(hostileTopology));
    expect(text).not.toContain('<script');
    const words = textsOf(parseXml(text)).map((element) => element.text);
    expect(words).toContain(`markup=${hostileLabels.markup}`);
    expect(words.join('')).toContain('x\ufffdy');
    expect(words.find((word) => word.startsWith('mmm') && word.endsWith('…'))).toBeDefined();
  });

  it('holds a text to its room where a font may be wider than the measure', async () => {
    const arabic = textsOf(parseXml(await draw(graphOf(hostileTopology)))).find(({text}) => text.startsWith('arabic='));
    expect(arabic?.attributes).toMatchObject({textLength: expect.stringMatching(/^\d+$/), lengthAdjust: 'spacingAndGlyphs'});
  });

  it('has both appearances', async () => {
    const style = allElements(parseXml(await draw(graphOf(smallTopology)))).find(({name}) => name === 'style')?.text ?? '';
    expect(style).toMatch(
      /\.muster \.page\{fill:#ffffff\}[\s\S]*@media \(prefers-color-scheme:dark\)\{[\s\S]*\.muster \.page\{fill:#0e141b\}/,
    );
    expect(style.split('\n').filter((line) => line.includes('{') && !/^(\.muster |@media )/.test(line))).toEqual([]);
  });

  it.each([
    [200, 60, 200_000],
    [2000, 400, 600_000],
    [10_000, 1000, 700_000],
  ])('of %i nodes and %i environments has less than %i characters', async (nodes, envs, most) => {
    expect((await drawSvg(fleetGraph({nodes, envs}), {findable: false})).length).toBeLessThan(most);
  });

  it('of nothing says so', async () => {
    const empty = await draw(fleetGraph({nodes: 0, envs: 0}));
    expect(textsOf(parseXml(empty)).map(({text}) => text)).toContain('There is nothing to draw yet.');
  });

  it('has a frame for each org where there are several, one within the next', async () => {
    const svg = parseXml(await draw(graphOf({...smallTopology, orgs: [...smallTopology.orgs, {name: 'acme'}]})));
    const frames = allElements(svg).filter(({children}) => children[0]?.attributes['class']?.startsWith('frame') ?? false);
    expect(frames.map(({attributes}) => attributes['data-id'])).toEqual([
      'org/acme',
      'org/default',
      'workspace/default/default',
      'group/default/east',
      'zone/default/east/a',
    ]);
    const [, org, ...inner] = frames.map(areaOf);
    for (const area of inner) expect(overlap(org as Area, area)).toBe(true);
  });
});
