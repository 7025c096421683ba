import * as Args from '@oclif/core/args';
import {BaseCommand} from '../cli/base-command.js';
import {readCompletionScript, shells} from '../cli/completion/scripts.js';

export default class Completion extends BaseCommand {
  static override summary = 'print what a shell needs to complete command lines';
  static override description = [
    'Completes commands, flags and their values, and the names of what is in the store. A new shell has it after one of these:',
    '',
    'bash, with the package bash-completion:',
    '  muster completion bash > ~/.local/share/bash-completion/completions/muster',
    'bash, in ~/.bashrc:',
    '  source <(muster completion bash)',
    'zsh, in ~/.zshrc after compinit:',
    '  source <(muster completion zsh)',
    'fish:',
    '  muster completion fish > ~/.config/fish/completions/muster.fish',
  ].join('\n');
  static override examples = [
    '<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/muster',
    '<%= config.bin %> completion zsh > "${fpath[1]}/_muster"',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/muster.fish',
  ];
  static override ignoresContext = true;
  static override args = {
    shell: Args.string({ignoreStdin: true, required: true, options: shells, description: 'bash, zsh or fish'}),
  };

  async run() {
    const {args} = await this.parse(Completion);
    const script = await readCompletionScript(this.config.root, args.shell);
    return this.show({shell: args.shell, script}, {document: true, text: (data) => data.script, names: (data) => [data.shell]});
  }
}
