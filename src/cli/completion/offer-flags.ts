import type {Declared} from '../declared.js';
import type {TypedLine} from '../typed-line.js';
import type {Offers} from './offers.js';

/** The flags that may still be given; before one is begun, only those that must be, if there are any. */
export function offerFlags({flags}: Declared, typed: TypedLine, current: string): Offers {
  const left = Object.entries(flags).filter(([name, {hidden, multiple}]) => !hidden && (multiple || !typed.flags.has(name)));
  const required = left.filter(([, definition]) => definition.required);
  const words = (current === '' && required.length > 0 ? required : left).flatMap(([name, {allowNo, description = ''}]) => [
    {value: `--${name}`, about: description},
    ...(allowNo ? [{value: `--no-${name}`, about: `not: ${description}`}] : []),
  ]);
  const help = required.length > 0 && current === '' ? [] : [{value: '--help', about: 'how the command is used'}];
  return {kind: 'words', words: [...words, ...help].filter(({value}) => value.startsWith(current))};
}
