import {describe, expect, it} from 'vitest';
import {redact} from '../../src/core/domain/redact.js';

describe('redact', () => {
  it.each([
    ['a plain value', 'password=hunter22 ok', ['hunter22'], 'password=•••• ok'],
    ['every occurrence', 'abc1 abc1', ['abc1'], '•••• ••••'],
    ['the form in a URL', 'redis://:p%40ss%2Fword@host', ['p@ss/word'], 'redis://:••••@host'],
    ['the form in JSON', String.raw`{"a":"x\"y\\z"}`, ['x"y\\z'], '{"a":"••••"}'],
    ['each line of a value with several', 'line-one\nother\nline-two', ['line-one\nline-two'], '••••\nother\n••••'],
    ['the longer value where one contains the other', 'secret-long secret', ['secret', 'secret-long'], '•••• ••••'],
    ['no value too short to be a secret', 'a b c', ['a', ''], 'a b c'],
  ])('masks %s', (_what, text, secrets, expected) => {
    expect(redact(text, secrets)).toBe(expected);
  });
});
