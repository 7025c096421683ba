import type {Tone} from './palette.js';

/** How text may look where it goes. */
export interface Style {
  readonly terminal: boolean;
  /** Columns; Infinity off a terminal, where nothing is cut. */
  readonly width: number;
  readonly paint: Paint;
}

export type Paint = (tone: Tone, text: string) => string;

export const plainStyle: Style = {terminal: false, width: Number.POSITIVE_INFINITY, paint: (_tone, text) => text};

/** Colour needs a terminal, unless it is forced; `NO_COLOR` and `TERM=dumb` refuse it. */
export async function terminalStyle(
  stream: {readonly isTTY?: boolean; readonly columns?: number},
  noColor: boolean,
): Promise<Style> {
  const env = process.env;
  const terminal = stream.isTTY === true;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = noColor || env['TERM'] === 'dumb' || (env['NO_COLOR'] ?? '') !== '';
  const colour = !refused && (terminal || forced);
  if (!terminal && !colour) return plainStyle;
  const paint = colour ? (await import('./palette.js')).paint : plainStyle.paint;
  return {terminal, width: terminal ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY, paint};
}
