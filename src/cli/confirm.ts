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
  return askYesNo(`${targetsOf(plan)}${summary(plan)}. Go on?`);
}

/** Apps and envs that the plan moves; of many so many. */
function targetsOf({deployments}: Plan): string {
  const most = 3;
  const named = deployments.slice(0, most).map(({app, env}) => `${app} in ${env}`);
  if (named.length === 0) return '';
  const more = deployments.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}: `;
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

/** Data loss needs the object's name: `--confirm NAME`, or typed on a terminal below what would be done. */
export async function confirmLoss(
  target: {readonly kind: string; readonly name: string; readonly effect: string},
  asking: {readonly confirm: string | undefined; readonly canAsk: boolean; readonly showPlan?: () => Promise<void>},
): Promise<void> {
  const {confirm, canAsk, showPlan} = asking;
  if (confirm === target.name) return;
  const message = `${target.effect} This cannot be undone.`;
  if (confirm !== undefined || !canAsk) {
    throw new Failure({
      code: 'CONFIRMATION_NEEDED',
      exit: exitCodes.usage,
      subject: `${target.kind} ${target.name}`,
      message:
        confirm === undefined ? message : `--confirm says ${confirm}, and the ${target.kind} is ${target.name}. ${message}`,
      hint: `Add --confirm ${target.name}`,
      details: {...target, confirm: confirm ?? null},
    });
  }
  await showPlan?.();
  const {askText} = await import('./prompts.js');
  const typed = await askText(`${message} Type ${target.name} to go on:`);
  if (typed === target.name) return;
  const told = typed === '' ? 'Cancelled; nothing changed.' : `Cancelled: ${typed} is not ${target.name}; nothing changed.`;
  throw new Failure({code: 'CANCELLED', exit: exitCodes.cancelled, message: told});
}
