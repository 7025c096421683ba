import {describe, expect, it} from 'vitest';
import {composeUpArgs, logArgs, pullArgs} from '../../../src/adapters/engine/compose/argv.js';

describe('argv', () => {
  it('starts named containers of a project read from the input, whatever the folder and the terminal', () => {
    expect(composeUpArgs('acme-prod', ['web-1', 'web-2']).join(' ')).toBe(
      'compose --progress plain --ansi never --project-directory / --env-file /dev/null -p acme-prod -f - up --detach --no-deps --no-build --quiet-pull web-1 web-2',
    );
  });

  it('pulls an image', () => {
    expect(pullArgs('hello:1')).toEqual(['pull', 'hello:1']);
  });

  it.each([
    [{container: 'abc', tail: 10, follow: false, timestamps: false}, 'logs --tail 10 abc'],
    [{container: 'abc', tail: 0, follow: true, timestamps: false}, 'logs --tail 0 --follow abc'],
    [{container: 'abc', tail: 5, follow: false, timestamps: true, since: '10m'}, 'logs --tail 5 --since 10m --timestamps abc'],
  ])('reads logs: %o', (request, expected) => {
    expect(logArgs(request).join(' ')).toBe(expected);
  });
});
