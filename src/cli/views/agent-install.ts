import type {InstallOutcome} from '../../core/use-cases/install-agent.js';
import type {View} from './output.js';

/** The unit is told where it is asked for. */
export interface ToldInstall extends Omit<InstallOutcome, 'text'> {
  readonly text?: string;
}

export const agentInstallView: View<Omit<InstallOutcome, 'text'>> = {
  names: ({path}) => [path],
  text: ({path, changed, dryRun, environmentPath, environmentKept, next}, style) =>
    [
      written({path, changed, dryRun}),
      environmentKept
        ? `${environmentPath} was there already and stays as it is.`
        : `${dryRun ? 'Would write' : 'Wrote'} ${environmentPath}, which leads the agent to this installation and is for its owner alone.`,
      '',
      'Next:',
      ...next.map((command) => `  ${style.paint('strong', command)}`),
    ].join('\n'),
};

/** The unit as it is, to be put in place by hand. */
export const agentUnitView: View<InstallOutcome> = {document: true, names: ({path}) => [path], text: ({text}) => text};

function written({path, changed, dryRun}: Pick<InstallOutcome, 'path' | 'changed' | 'dryRun'>): string {
  if (!changed) return `${path} is as it should be; nothing changed.`;
  return `${dryRun ? 'Would write' : 'Wrote'} ${path}.`;
}
