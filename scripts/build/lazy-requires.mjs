import {readFile} from 'node:fs/promises';

const opening = /^(?:const|var) (\w+) = ((?:__importDefault\(|__importStar\()?require\("[^"]+"\)\)?);$/gm;

/**
 * oclif's modules require one another at their beginning, so that the first of them loads all. Here each is required where it is
 * first used: running a command needs a sixth of them. It relies on how their compiler writes them: `x_1 = require("x")`, then `x_1.y`.
 */
export const lazyRequires = {
  name: 'lazy-requires',
  setup({onLoad}) {
    onLoad({filter: /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/}, async ({path}) => ({
      contents: lazy(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

export function lazy(text) {
  const names = [...text.matchAll(opening)].map(([, name]) => name);
  const declared = text.replaceAll(opening, (_, name, value) => `let $${name}; const $get${name} = () => $${name} ??= ${value};`);
  return names.reduce(
    (code, name) => code.replaceAll(new RegExp(`(?<![\\w$.'"/])${name}(?![\\w$'"])`, 'g'), `($get${name}())`),
    declared,
  );
}
