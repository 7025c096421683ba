import {exitCodes, Failure} from '../core/domain/errors.js';
import type {Plan} from '../core/domain/plan.js';
import type {StoreReport} from '../core/ports/store-inspection.js';
import {summary} from './views/plan.js';

export interface Asking {
  readonly yes: boolean;
  readonly canAsk: boolean;
}

/** Asks about the plan that stands above. */
export async function confirmPlan(plan: Plan, asking: Asking): Promise<boolean> {
  if (asking.yes) return true;
  if (!asking.canAsk) {
    throw new Failure({
      code: 'CONFIRMATION_NEEDED',
      exit: exitCodes.usage,
      details: {changes: plan.changes},
      message: 'The plan stops or replaces something that runs, and there is no terminal to ask on.',
      hint: 'Add --yes or set MUSTER_YES=true',
    });
  }
  const {askYesNo} = await import('./prompts.js');
  return askYesNo(`${summary(plan)}. Go on?`);
}

/** Asks whoever brings a store up to date that others use too. */
export async function confirmMigration({address, connections}: StoreReport, asking: Asking): Promise<boolean> {
  if (asking.yes) return true;
  const others = (connections ?? []).map(({user, from}) => `${user} from ${from}`);
  const message = `An older Muster cannot use the store ${address} afterwards; connected ${others.length === 0 ? 'is nobody else' : `are ${others.join(', ')}`}.`;
  if (!asking.canAsk) {
    throw new Failure({
      code: 'CONFIRMATION_NEEDED',
      exit: exitCodes.usage,
      details: {address, connections},
      message,
      hint: 'Add --yes or set MUSTER_YES=true',
    });
  }
  const {askYesNo} = await import('./prompts.js');
  return askYesNo(`${message} Go on?`);
}

/** Data loss needs the object's name: `--confirm NAME`, or typed on a terminal. */
export async function confirmLoss(
  target: {readonly kind: string; readonly name: string; readonly effect: string},
  asking: {readonly confirm: string | undefined; readonly canAsk: boolean},
): Promise<void> {
  if (asking.confirm === target.name) return;
  const message = `${target.effect} This cannot be undone.`;
  if (asking.confirm !== undefined || !asking.canAsk) {
    throw new Failure({
      code: 'CONFIRMATION_NEEDED',
      exit: exitCodes.usage,
      subject: `${target.kind} ${target.name}`,
      message,
      hint: `Add --confirm ${target.name}`,
      details: {...target},
    });
  }
  const {askText} = await import('./prompts.js');
  if ((await askText(`${message} Type ${target.name} to go on:`)) !== target.name)
    throw new Failure({code: 'CANCELLED', exit: exitCodes.cancelled, message: 'Cancelled; nothing changed.'});
}
