import {readYesNo} from './flag-variables.js';
import {valueOfFlag} from './value-of-flag.js';
import type {OutputFormat} from './views/output.js';

export const outputFormats = ['table', 'wide', 'json', 'yaml', 'name'] as const;

/** The form that is asked for: by a flag, else by a variable. What is no form is left for the parser to refuse. */
export function wantedFormat(argv: readonly string[], env: NodeJS.ProcessEnv): OutputFormat {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (own.includes('--json')) return 'json';
  const typed = valueOfFlag(own, '--output');
  if (typed === null && readYesNo(env['MUSTER_JSON'] ?? '') === true) return 'json';
  const wanted = typed ?? env['MUSTER_OUTPUT'];
  return outputFormats.find((format) => format === wanted) ?? 'table';
}
