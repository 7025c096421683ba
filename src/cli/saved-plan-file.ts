import {shellWord} from '../core/domain/shell-word.js';
import {readNamedFile} from '../adapters/files/read-file.js';
import {writeNamedFile} from '../adapters/files/write-file.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {isWhole, type SavedPlan, savedPlanFormat} from '../core/use-cases/saved-plan.js';
import {unreadable} from '../core/domain/file-failures.js';

/** For its owner alone: it holds the config of what it starts. Failure: `FILE_UNWRITABLE`. */
export async function writeSavedPlan(path: string, saved: SavedPlan): Promise<void> {
  await writeNamedFile(path, `${JSON.stringify(saved, null, 2)}\n`, {mode: 0o600});
}

/** Failures: `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_INVALID`. */
export async function readSavedPlan(path: string): Promise<SavedPlan> {
  const saved = parse(readPlan(path));
  const format = saved?.['format'];
  if (!saved || typeof format !== 'number' || !('declared' in saved))
    throw invalid(
      path,
      `${path} is not a plan that \`muster plan --out\` wrote.`,
      `For a topology file: muster apply -f ${shellWord(path)}`,
    );
  const again = typeof saved['madeBy'] === 'string' ? saved['madeBy'] : `muster plan -f FILE --out ${shellWord(path)}`;
  if (format !== savedPlanFormat)
    throw invalid(
      path,
      `The plan ${path} was written by another version of Muster (format ${format}; this one reads ${savedPlanFormat}).`,
      `Make a new one: ${again}`,
    );
  const whole = saved as unknown as SavedPlan;
  if (!isWhole(whole)) throw invalid(path, `The plan ${path} was changed after it was written.`, `Make a new one: ${again}`);
  return whole;
}

function readPlan(path: string): string {
  try {
    return readNamedFile(path).toString();
  } catch (cause) {
    throw unreadable({path, cause, hint: 'Name a plan: muster plan -f FILE --out PLAN makes one'});
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function invalid(path: string, message: string, hint: string): Failure {
  return new Failure({code: 'FILE_INVALID', exit: exitCodes.usage, details: {path}, message, hint});
}
