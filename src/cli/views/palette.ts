import {Chalk} from 'chalk';

export type Tone = 'good' | 'bad' | 'warn' | 'faint' | 'strong' | 'plain';

const chalk = new Chalk({level: 1});

const tones: Readonly<Record<Tone, (text: string) => string>> = {
  good: chalk.green,
  bad: chalk.red,
  warn: chalk.yellow,
  faint: chalk.dim,
  strong: chalk.bold,
  plain: (text) => text,
};

export function paint(tone: Tone, text: string): string {
  return tones[tone](text);
}
