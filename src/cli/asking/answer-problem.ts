import {normalizeAddress} from '../../core/domain/addresses.js';
import {nameProblem} from '../../core/domain/rules/name-invalid.js';
import type {Definition, NewNameKind} from '../meaning.js';

/** What the parser or a rule would say of an answer; null when it may be given. */
export async function answerProblem(answer: string, definition: Definition): Promise<string | null> {
  try {
    await definition.parse?.(answer, {} as never, definition as never);
  } catch (error) {
    return (error as Error).message;
  }
  return definition.newName ? newNameProblem(answer, definition.newName) : null;
}

function newNameProblem(answer: string, kind: NewNameKind): string | null {
  if (kind !== 'entry') return nameProblem({kind, name: answer})?.message ?? null;
  const address = normalizeAddress(answer);
  return 'problem' in address ? `${answer} is not an address: ${address.problem}.` : null;
}
