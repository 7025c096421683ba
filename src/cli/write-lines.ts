import {exitCodes} from '../core/domain/errors.js';
import {answer, whenUnread} from './streams.js';

export async function collectLines(lines: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

/**
 * Writes lines until they end. The programs that they come from may be silent for hours: when the reader goes or asks to
 * stop, this process ends at once and they with it.
 */
export async function writeLines(lines: AsyncIterable<string>, stop: AbortSignal): Promise<void> {
  whenUnread(() => process.exit(exitCodes.done));
  stop.addEventListener('abort', () => process.exit(stop.reason === 'SIGTERM' ? exitCodes.sigterm : exitCodes.sigint), {
    once: true,
  });
  for await (const line of lines) {
    if (!answer(`${line}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}
