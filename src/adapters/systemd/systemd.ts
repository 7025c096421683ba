import {readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {exitCodes, Failure} from '../../core/domain/errors.js';
import {makeFolder} from '../files/make-folder.js';
import type {InstalledUnit, ServiceManager, ServiceUnit} from '../../core/ports/service-manager.js';
import {installationIn, renderEnvironment, renderUnit, type Scope} from './unit-text.js';

export interface SystemdOptions {
  readonly scope: Scope;
  /** Where units are kept. */
  readonly units: string;
  /** Where the files with their variables are kept. */
  readonly settings: string;
}

export class Systemd implements ServiceManager {
  readonly #options: SystemdOptions;

  constructor(options: SystemdOptions) {
    this.#options = options;
  }

  async ensureInstalled(unit: ServiceUnit, {dryRun}: {readonly dryRun: boolean}): Promise<InstalledUnit> {
    const {scope, units, settings} = this.#options;
    const path = join(units, `${unit.name}.service`);
    const environmentPath = join(settings, `${unit.name}.env`);
    const text = renderUnit(unit, {scope, environmentPath});
    const [before, environment] = await Promise.all([readIfThere(path), readIfThere(environmentPath)]);
    const owner = before === null ? null : installationIn(before);
    if (owner !== null && owner !== unit.installation) throw takenFailure(path, {owner, unit});
    const changed = before !== text;
    if (!dryRun && environment === null) await write(environmentPath, renderEnvironment(unit.environment), 0o600);
    if (!dryRun && changed) await write(path, text, 0o644);
    return {path, text, changed, environmentPath, environmentKept: environment !== null, next: nextCommands(scope, unit.name)};
  }
}

function nextCommands(scope: Scope, name: string): readonly string[] {
  const systemctl = scope === 'system' ? 'systemctl' : 'systemctl --user';
  return [
    `${systemctl} daemon-reload`,
    `${systemctl} enable --now ${name}`,
    ...(scope === 'user' ? ['loginctl enable-linger'] : []),
  ];
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw unwritableFailure(path, cause);
  });
}

async function write(path: string, text: string, mode: number): Promise<void> {
  try {
    makeFolder(dirname(path));
    await writeFile(path, text, {mode});
  } catch (cause) {
    throw unwritableFailure(path, cause as Error);
  }
}

function takenFailure(path: string, {owner, unit}: {readonly owner: string; readonly unit: ServiceUnit}): Failure {
  return new Failure({
    code: 'UNIT_TAKEN',
    exit: exitCodes.violation,
    subject: `unit ${unit.name}`,
    message: `${path} runs the agent of installation ${owner}, and this is installation ${unit.installation}.`,
    hint: 'Give the unit of this one another name: `muster agent install --unit muster-agent-2`',
    details: {path, owner, installation: unit.installation},
  });
}

function unwritableFailure(path: string, cause: Error): Failure {
  return new Failure({
    code: 'UNIT_UNWRITABLE',
    exit: exitCodes.outside,
    subject: `unit ${path}`,
    message: `${path} cannot be written: ${cause.message}.`,
    hint: 'Run it as a user who may, or put what `muster agent install --print` shows there yourself.',
    details: {path},
    cause,
  });
}
