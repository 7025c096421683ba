import * as Args from '@oclif/core/args';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {secret} from '../core/domain/values/kinds.js';
import {ChangeCommand} from './change-command.js';
import {means} from './meaning.js';
import {expectValue} from './value-flag.js';
import {keepArguments} from './redact-arguments.js';

/** `SESSION_SECRET` and `session-secret` are one secret. */
export const secretNameArg = Args.string({
  ignoreStdin: true,
  required: true,
  description: 'name of the secret',
  parse: async (text) => {
    if (text.includes('=')) throw valueTyped();
    return expectValue(secret, text, {flag: 'NAME', example: secret.example});
  },
  ...means({names: 'secret', open: true}),
});
/** Only there to be refused without being repeated. */
export const strayValueArg = Args.string({ignoreStdin: true, multiple: true, hidden: true});

const harmlessFlags = ['--env', '-e', '--app', '-a', '--org', '-o', '--from-file', '--output'];

/** A command about one secret: what is typed beside the name may be its value, and is kept nowhere. */
export abstract class SecretCommand extends ChangeCommand {
  protected override typed(): readonly string[] {
    return keepArguments(super.typed(), {positionals: (this.id ?? '').split(':').length + 1, flags: harmlessFlags});
  }

  protected refuseStrayValue(value: unknown): void {
    if (value !== undefined) throw valueTyped();
  }
}

function valueTyped(): Failure {
  return new Failure({
    code: 'SECRET_ON_COMMAND_LINE',
    exit: exitCodes.usage,
    message: 'The value of a secret does not belong on a command line, where every process can read it.',
    hint: 'Give it on standard input, with --from-file, or at the prompt; the one that was typed is no longer secret',
  });
}
