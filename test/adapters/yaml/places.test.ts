import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {stringify} from 'yaml';
import {parseJson, parseJsonLines} from '../../../src/adapters/yaml/json-text.js';
import type {Path} from '../../../src/adapters/yaml/parsed-document.js';
import {PlainPlaces} from '../../../src/adapters/yaml/plain-places.js';
import {readPlainYaml} from '../../../src/adapters/yaml/plain-yaml.js';
import {positions} from '../../../src/adapters/yaml/positions.js';
import {parseCarefully} from '../../../src/adapters/yaml/yaml-text.js';

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'a b', '"', '\\', '10', '{', '#'),
  fc.string({maxLength: 3}).filter((name) => name !== '__proto__'),
);
const value = fc.letrec<{tree: unknown}>((tie) => ({
  tree: fc.oneof(
    {maxDepth: 4, depthSize: 'small'},
    fc.oneof(fc.string(), fc.constantFrom('}', ']', ',', '"', 'x'), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('tree'), {maxLength: 4}),
    fc.dictionary(key, tie('tree'), {maxKeys: 4, noNullPrototype: true}),
  ),
})).tree;

describe('a big text of JSON', () => {
  it('is refused before it is parsed where it is too deep', () => {
    const long = '"'.concat('[{'.repeat(5_000_000), '\\""');
    expect(() => parseJson(`{"a": ${long},\n"b": ${'['.repeat(1000)}`, 'f')).toThrow(
      'f:2: maps and lists stand more than 1000 deep',
    );
    expect(parseJson(`{"a": ${long}, "b": ${'['.repeat(999)}${']'.repeat(999)}}`, 'f').value).toHaveProperty('b');
  });
});

describe('lines of JSON', () => {
  it('are refused where there are more than memory is for', () => {
    expect(() => parseJsonLines('\n'.repeat(1_000_001), 'f')).toThrow('f:1000001: a file has at most 1000000 lines of JSON');
  });
});

describe('places in a text', () => {
  it('of JSON are those that the YAML library finds', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, 2), (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        const [own, library] = [parseJson(text, 'f'), parseCarefully(text, 'f')];
        for (const path of paths(json)) expect(own.locate(path), `${text} ${path.join('.')}`).toEqual(library.locate(path));
      }),
      {numRuns: 300},
    );
  });

  it('of plain YAML are on the line that the library finds, but in brackets, where they are on the line of these', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, {minKeys: 1, noNullPrototype: true}), fc.boolean(), (yaml, indentSeq) => {
        const text = `# first\n\n${stringify(yaml, {lineWidth: 0, indentSeq})}`;
        fc.pre('value' in readPlainYaml(text));
        const [places, positionAt, library] = [new PlainPlaces(text), positions(text), parseCarefully(text, 'f')];
        for (const path of paths(yaml))
          expect(positionAt(places.offsetOf(path)).line, `${text} ${path.join('.')}`).toBe(library.locate(path).line);
      }),
      {numRuns: 300},
    );
  });
});

/** Every path there is, and one beyond each. */
function paths(tree: unknown, path: Path = []): Path[] {
  if (typeof tree !== 'object' || tree === null) return [path, [...path, 'beyond']];
  const inner = Object.entries(tree).flatMap(([name, each]) => paths(each, [...path, Array.isArray(tree) ? Number(name) : name]));
  return [path, [...path, 'missing'], ...inner];
}
