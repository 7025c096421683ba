import * as crypto from 'node:crypto';

const namespace = 'lazy-imports';
const ofCrypto = Object.keys(crypto).filter((name) => /^[a-z]/.test(name) && typeof crypto[name] === 'function');

/**
 * Our modules import functions and classes of these libraries at their beginning, and most commands call none of them. Here the
 * library is loaded at the first call: on its own it takes as long as everything that a list loads of ours.
 */
export function lazyImports(names) {
  const callables = {'node:crypto': ofCrypto, yaml: [...names.get('yaml').names]};
  return {
    name: namespace,
    setup({onResolve, onLoad}) {
      onResolve({filter: /^(?:node:crypto|yaml)$/}, ({path, kind, resolveDir}) =>
        kind === 'import-statement' ? {path, namespace, pluginData: resolveDir} : undefined,
      );
      onLoad({filter: /.*/, namespace}, ({path, pluginData}) => ({
        contents: [`let loaded;\nconst load = () => (loaded ??= require('${path}'));`, ...callables[path].map(callableOf)].join(
          '\n',
        ),
        resolveDir: pluginData,
        loader: 'js',
      }));
    },
  };
}

function callableOf(name) {
  return `export function ${name}(...given) {
  const called = load().${name};
  return new.target ? Reflect.construct(called, given) : called(...given);
}`;
}
