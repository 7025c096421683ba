import {readFile} from 'node:fs/promises';

const opening = /^(?:const|var) (\w+) = ((?:__importDefault\(|__importStar\()?require\((?:"[^"]+"|'[^']+')\)\)?);$/gm;

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

/** With `only` no more than these names. */
export function lazy(text, only = null) {
  const names = [...text.matchAll(opening)].map(([, name]) => name).filter((name) => only?.includes(name) ?? true);
  const declared = text.replaceAll(opening, (line, name, value) =>
    names.includes(name) ? `let $${name}; const $get${name} = () => $${name} ??= ${value};` : line,
  );
  return names.reduce(
    (code, name) => code.replaceAll(new RegExp(`(?<![\\w$.'"/])${name}(?![\\w$'"])`, 'g'), `($get${name}())`),
    declared,
  );
}
