import type {PlannedChange} from '../core/domain/plan.js';
import {exitCodes} from '../core/domain/errors.js';
import type {Violation} from '../core/domain/violation.js';
import type {Looked} from '../core/use-cases/cluster-change.js';
import {BaseCommand, type Envelope} from './base-command.js';
import {changeView} from './views/change.js';
import type {View} from './views/output.js';
import {isPartlySeen, outcomeData, type OutcomeData} from './views/outcome.js';

interface Outcome {
  readonly changed: boolean;
  readonly dryRun: boolean;
  readonly operation: string | null;
  readonly plan: {readonly changes: Iterable<PlannedChange>};
  readonly warnings: readonly Violation[];
  readonly looked?: Looked;
}

/** A command that changes the topology or the cluster, and tells what became of it. */
export abstract class ChangeCommand extends BaseCommand {
  static override mutates = true;

  protected showChange(outcome: Outcome): Promise<Envelope<OutcomeData>>;
  protected showChange<F extends object>(
    outcome: Outcome,
    facts: F,
    view?: View<OutcomeData & NoInfer<F>>,
  ): Promise<Envelope<OutcomeData & F>>;
  protected showChange(outcome: Outcome, facts: object = {}, view: View<never> = changeView): Promise<Envelope<object>> {
    const {warnings} = outcome;
    // A rule that was broken and is only a warning now was overridden with `--force`.
    this.audited.overridden = warnings.filter((warning) => warning.severity === 'error').map((warning) => warning.code);
    const data = outcomeData(outcome);
    if (isPartlySeen(data)) process.exitCode = exitCodes.partly;
    return this.show({...data, ...facts}, view as View<object>, warnings);
  }
}
