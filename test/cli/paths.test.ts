import {userInfo} from 'node:os';
import {resolve} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readPaths, unitPlaces} from '../../src/cli/paths.js';

const account = userInfo().homedir;

describe('where an installation keeps its files', () => {
  it.each([
    ['nothing but a home', {HOME: '/home/ops'}, '/home/ops/.config/muster/key', '/home/ops/.local/share/muster/muster.db'],
    ['an empty home', {HOME: ''}, `${account}/.config/muster/key`, `${account}/.local/share/muster/muster.db`],
    ['no home', {}, `${account}/.config/muster/key`, `${account}/.local/share/muster/muster.db`],
    ['a relative home', {HOME: 'ops'}, `${account}/.config/muster/key`, `${account}/.local/share/muster/muster.db`],
    ['XDG folders', {HOME: '/home/ops', XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d'}, '/c/muster/key', '/d/muster/muster.db'],
    [
      'relative XDG folders, which are ignored',
      {HOME: '/home/ops', XDG_CONFIG_HOME: 'c', XDG_DATA_HOME: './d'},
      '/home/ops/.config/muster/key',
      '/home/ops/.local/share/muster/muster.db',
    ],
    [
      'empty XDG folders',
      {HOME: '/h', XDG_CONFIG_HOME: '', XDG_DATA_HOME: ''},
      '/h/.config/muster/key',
      '/h/.local/share/muster/muster.db',
    ],
    ['MUSTER_HOME', {HOME: '/h', MUSTER_HOME: '/m'}, '/m/key', '/m/muster.db'],
    ['an empty MUSTER_HOME', {HOME: '/h', MUSTER_HOME: ''}, '/h/.config/muster/key', '/h/.local/share/muster/muster.db'],
    ['a relative MUSTER_HOME, from here', {HOME: '/h', MUSTER_HOME: 'm'}, resolve('m', 'key'), resolve('m', 'muster.db')],
  ])('with %s', (_, env, key, store) => {
    expect(readPaths(env)).toMatchObject({key, store});
  });

  it('is told by absolute paths, whatever is said', () => {
    for (const env of [
      {MUSTER_HOME: 'm', MUSTER_CONTEXT: 'c.json'},
      {HOME: '', XDG_STATE_HOME: 's'},
    ])
      expect(Object.values(readPaths(env)).filter((path) => !path.startsWith('/'))).toEqual([]);
    expect(
      Object.values(unitPlaces({HOME: '', XDG_CONFIG_HOME: 'c'})).filter((it) => it.includes('/') && !it.startsWith('/')),
    ).toEqual([]);
  });
});
