import type {Config} from '@oclif/core/config';
import {Help, normalizeArgv} from '@oclif/core/help';
import {asksForHelp} from './run-command.js';
import {answer} from './streams.js';
import {unknownCommand} from './unknown-command.js';

/** oclif's help. Text that has nothing to fill in or to wrap is taken as it is: to find that out is most of what help costs otherwise. */
class MusterHelp extends Help {
  constructor(config: Config) {
    super(config, config.pjson.oclif.helpOptions);
    const fillIn = this.render;
    this.render = (text) => (text.includes('<%') ? fillIn(text) : text);
  }

  /** As oclif's, by a formatter of its own, would have it; that one fills in and wraps whatever it is given. */
  override formatRoot(): string {
    const {bin, pjson, userAgent} = this.config;
    return [
      pjson.description ?? '',
      this.section('VERSION', this.wrap(userAgent)),
      this.section('USAGE', this.wrap(`$ ${bin} [COMMAND]`)),
    ].join('\n\n');
  }

  protected override log(...texts: string[]): void {
    answer(`${texts.join(' ')}\n`);
  }

  override wrap(body: string, spacing = this.indentSpacing): string {
    const text = this.render(body);
    const width = (this.opts.maxWidth ?? 0) - spacing;
    return text.split('\n').every((line) => line.length <= width && line === line.trim()) ? text : super.wrap(text, spacing);
  }
}

export async function showHelp(config: Config, words: readonly string[]): Promise<void> {
  const [id = ''] = normalizeArgv(
    config,
    words.filter((word) => !asksForHelp([word])),
  );
  const isSubject = id !== '' && !id.startsWith('-');
  if (isSubject && !config.findCommand(id) && !config.findTopic(id)) throw unknownCommand(id, config);
  await new MusterHelp(config).showHelp([...words]);
}
