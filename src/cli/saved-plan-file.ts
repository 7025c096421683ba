import {writeFile} from 'node:fs/promises';
import {readBounded} from '../adapters/yaml/bounded-read.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {isWhole, type SavedPlan, savedPlanFormat} from '../core/use-cases/saved-plan.js';
import {unwritable} from './unwritable.js';

/** For its owner alone: it holds the config of what it starts. Failure: `FILE_UNWRITABLE` (exit 2). */
export async function writeSavedPlan(path: string, saved: SavedPlan): Promise<void> {
  const text = `${JSON.stringify(saved, null, 2)}\n`;
  await writeFile(path, text, {mode: 0o600}).catch((error: unknown) => Promise.reject(unwritable(path, error)));
}

/** Failures (exit 2): `FILE_NOT_FOUND`, `FILE_INVALID`. */
export async function readSavedPlan(path: string): Promise<SavedPlan> {
  const text = await readBounded(path).catch((cause: unknown) => {
    throw new Failure({
      code: 'FILE_NOT_FOUND',
      exit: exitCodes.usage,
      details: {path},
      cause,
      message: `The plan ${path} cannot be read.`,
      hint: 'muster plan -f FILE --out PLAN makes one',
    });
  });
  const saved = parse(text.toString('utf8'));
  const format = saved?.['format'];
  if (!saved || typeof format !== 'number' || !('declared' in saved))
    throw invalid(
      path,
      `${path} is not a plan that \`muster plan --out\` wrote.`,
      `For a topology file: muster apply -f ${path}`,
    );
  const again = typeof saved['madeBy'] === 'string' ? saved['madeBy'] : `muster plan -f FILE --out ${path}`;
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
