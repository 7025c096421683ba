/** A program that the machine keeps running. */
export interface ServiceUnit {
  readonly name: string;
  readonly installation: string;
  readonly command: readonly string[];
  /** User that it runs as; null for the one that installs it. */
  readonly user: string | null;
  /** Directories that it writes to. */
  readonly directories: readonly string[];
  /** Variables that lead it to its installation; they may hold secrets. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface InstalledUnit {
  readonly path: string;
  readonly text: string;
  /** Whether the file was not there, or said something else. */
  readonly changed: boolean;
  /** File with the variables; one that is there is the user's and stays as it is. */
  readonly environmentPath: string;
  readonly environmentKept: boolean;
  /** Commands that start it now and with the machine. */
  readonly next: readonly string[];
}

/** Failures: `UNIT_TAKEN` (exit 3: another installation has a unit of that name), `UNIT_UNWRITABLE` (exit 7), `USAGE`. */
export interface ServiceManager {
  /** With `dryRun` nothing is written. */
  ensureInstalled(unit: ServiceUnit, options: {readonly dryRun: boolean}): Promise<InstalledUnit>;
}
