import * as crypto from 'node:crypto';

const namespace = 'lazy-crypto';
const functions = Object.keys(crypto).filter((name) => /^[a-z]/.test(name) && typeof crypto[name] === 'function');

/**
 * Our modules import functions of `node:crypto` at their beginning, and most commands call none of them. Here it is loaded at the
 * first call: on its own it takes as long as everything that a list loads of ours.
 */
export const lazyCrypto = {
  name: namespace,
  setup({onResolve, onLoad}) {
    onResolve({filter: /^node:crypto$/}, ({path, kind}) => (kind === 'import-statement' ? {path, namespace} : undefined));
    onLoad({filter: /.*/, namespace}, () => ({
      contents: functions
        .map((name) => `export const ${name} = (...given) => require('node:crypto').${name}(...given);`)
        .join('\n'),
      loader: 'js',
    }));
  },
};
