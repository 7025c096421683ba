import {Command} from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import type {Input, ParserOutput} from '@oclif/core/interfaces';
import {exitCodes, Failure} from '../core/domain/errors.js';
import type {ShownPlan} from '../core/domain/plan.js';
import type {Violation} from '../core/domain/violation.js';
import type {ChangeOptions} from '../core/use-cases/cluster-change.js';
import {appendAudit} from './audit.js';
import {redactArguments} from './redact-arguments.js';
import {completeFlags} from './complete-flags.js';
import {Context} from './context.js';
import {isOn, nameVariable, settleVariables, type FlagSources} from './flag-variables.js';
import {actingClusterFlag} from './flags.js';
import {deadline, type Deadline} from './deadline.js';
import {errorJson, toFailure} from './error-json.js';
import type {Definitions} from './meaning.js';
import {outputFormats, wantedFormat} from './output-format.js';
import {readPaths} from './paths.js';
import type {Progress} from './views/progress-lines.js';
import {renderText, type OutputFormat, type View} from './views/output.js';
import {type StoreAddress, storeAddress} from './store-address.js';
import {valueOfFlag} from './value-of-flag.js';
import {terminalStyle} from './views/style.js';
import {printableData} from '../core/domain/printable.js';
import {answer, guardStreams, jsonText, tell, tellText} from './streams.js';
import {shellLine} from '../core/domain/shell-word.js';

export interface Envelope<T> {
  readonly data: T;
  readonly warnings: readonly Violation[];
}

/** As the parser types what it makes of flags and arguments. */
export type Values = Record<string, any>;

/** Time to tell a failure before the process ends. */
const lastWordsMs = 1000;

/** What every command shares: output, errors, context, interrupt and audit. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true;
  /** True for commands that change something: they are audited. */
  static mutates = false;
  /** True for commands that do nothing but read the store and show it. */
  static onlyReads = false;
  /** True for commands that describe the others: those are given all that oclif knows of them. */
  static describesCommands = false;
  /** True for commands that work whatever the context says, even nothing that can be read. */
  static ignoresContext = false;
  /** True for commands that go by what can be used of a context that is broken, and tell that it is. */
  static outlivesContext = false;
  static override baseFlags = {
    json: Flags.boolean({description: 'the answer as one JSON document', env: 'MUSTER_JSON', helpGroup: 'GLOBAL'}),
    output: Flags.option({
      options: outputFormats,
      description: 'form of the answer',
      env: 'MUSTER_OUTPUT',
      helpGroup: 'GLOBAL',
    })(),
    store: Flags.string({
      description: 'where the store is: a path, or mysql://USER@HOST/DATABASE',
      env: 'MUSTER_STORE',
      helpValue: 'ADDRESS',
      helpGroup: 'GLOBAL',
    }),
    cluster: actingClusterFlag,
    'no-color': Flags.boolean({description: 'no colour', env: 'MUSTER_NO_COLOR', helpGroup: 'GLOBAL'}),
    'no-input': Flags.boolean({
      description: 'never ask; fail where an answer is needed',
      env: 'MUSTER_NO_INPUT',
      helpGroup: 'GLOBAL',
    }),
    quiet: Flags.boolean({char: 'q', description: 'no progress', env: 'MUSTER_QUIET', helpGroup: 'GLOBAL'}),
    verbose: Flags.boolean({char: 'v', description: 'show the docker commands', env: 'MUSTER_VERBOSE', helpGroup: 'GLOBAL'}),
  };

  /** Facts for the audit record that a command learns while it runs. */
  protected readonly audited: {operation: string | null; overridden: readonly string[]} = {operation: null, overridden: []};
  #context: Context | undefined;
  #interrupt: AbortController | undefined;
  #progress: Progress | undefined;
  #deadline: Deadline | undefined;

  protected get paths() {
    return readPaths(process.env);
  }

  protected get storeAddress(): StoreAddress {
    return storeAddress({argv: this.argv, env: process.env, path: this.paths.store});
  }

  protected get ports(): Context {
    return (this.#context ??= new Context({
      paths: this.paths,
      env: process.env,
      packageRoot: this.config.root,
      storeAddress: () => this.storeAddress,
      cluster: () => valueOfFlag(this.argv, '--cluster') ?? process.env['MUSTER_CLUSTER'] ?? null,
      typedCluster: () => valueOfFlag(this.argv, '--cluster'),
      version: this.config.version,
      onlyReads: (this.ctor as typeof BaseCommand).onlyReads,
      command: () => shellLine(['muster', ...this.typed()]),
      ...(this.isOn('verbose') ? {trace: (line: string) => tell(`+ ${line}`)} : {}),
    }));
  }

  /** Aborted by the first SIGINT or SIGTERM, with the signal's name as its reason; a second one ends the process. */
  protected get interrupt(): AbortSignal {
    if (!this.#interrupt) {
      const controller = (this.#interrupt = new AbortController());
      for (const name of ['SIGINT', 'SIGTERM'] as const) {
        process.once(name, () => {
          controller.abort(name);
          process.once(name, () => process.exit(name === 'SIGINT' ? exitCodes.sigint : exitCodes.sigterm));
        });
      }
    }
    return this.#interrupt.signal;
  }

  protected override async init(): Promise<void> {
    await super.init();
    guardStreams();
  }

  /** Time begins to run. */
  protected within(limitMs: number | undefined): Deadline {
    return (this.#deadline = deadline(this.interrupt, limitMs));
  }

  override jsonEnabled(): boolean {
    return this.format === 'json';
  }

  protected get format(): OutputFormat {
    return wantedFormat(this.argv, process.env);
  }

  private get flagSources(): FlagSources {
    return {argv: this.argv, definitions: {...this.ctor.baseFlags, ...this.ctor.flags} as Definitions, env: process.env};
  }

  protected override async parse<F extends Values, B extends Values, A extends Values>(
    options?: Input<F, B, A>,
    argv: string[] = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    const sources = this.flagSources;
    settleVariables(sources);
    const parsed = await super.parse(options, argv).catch(async (thrown: unknown) => {
      const error = nameVariable(thrown, sources);
      const {answeredLine} = await import('./asking/answered-line.js');
      const {canAsk, ctor: command} = this;
      return super.parse(options, await answeredLine({argv, command, error, canAsk, ports: () => this.ports}));
    });
    completeFlags(parsed.flags, {...this.ctor.baseFlags, ...this.ctor.flags});
    return parsed;
  }

  /** Writes the answer in the form that was asked for, and returns it as the JSON form. */
  protected async show<T>(data: T, view: View<NoInfer<T>>, warnings: readonly Violation[] = []): Promise<Envelope<T>> {
    await this.#progress?.settled();
    if (this.format !== 'json') {
      await this.#warn(warnings);
      answer(
        await renderText({data, view, format: this.format, style: await terminalStyle(process.stdout, this.isOn('no-color'))}),
      );
    }
    return {data, warnings};
  }

  async #warn(warnings: readonly Violation[]): Promise<void> {
    if (warnings.length === 0) return;
    const {warningLines} = await import('./views/findings.js');
    tellText(`${warningLines(printableData(warnings)).join('\n')}\n`);
  }

  /** Options of a change of the cluster, from the flags that every such command has. */
  protected async changeOptions(flags: {
    readonly 'dry-run': boolean;
    readonly yes: boolean;
    readonly 'lock-wait': number;
    readonly timeout?: number | undefined;
    readonly quiet: boolean;
    readonly overcommit?: boolean;
    readonly 'leave-data'?: boolean;
    readonly 'missing-ok'?: boolean;
  }): Promise<ChangeOptions> {
    const {progressOf} = await import('./progress.js');
    const progress = (this.#progress = progressOf({quiet: flags.quiet, json: this.jsonEnabled()}));
    const asking = {yes: flags.yes, canAsk: this.canAsk};
    const {signal, hear, pause} = this.within(flags.timeout);
    return {
      dryRun: flags['dry-run'],
      missingOk: flags['missing-ok'] ?? false,
      overridden: [...(flags.overcommit ? ['CAPACITY'] : []), ...(flags['leave-data'] ? ['VOLUME_STAYS'] : [])],
      lockWaitMs: flags['lock-wait'],
      signal,
      onEvent: (event) => {
        hear(event);
        if (event.type === 'started') this.audited.operation = event.operation;
        progress.tell(event);
      },
      showPlan: async (plan) => {
        if (!flags.quiet && !this.jsonEnabled()) await this.writePlan(plan);
      },
      // Nobody has agreed to one plan rather than another when nobody is asked.
      ...(flags.yes ? {} : {confirm: (plan) => pause(async () => (await import('./confirm.js')).confirmPlan(plan, asking))}),
    };
  }

  private async writePlan(plan: Pick<ShownPlan, 'changes'>): Promise<void> {
    const {planView} = await import('./views/plan.js');
    const style = await terminalStyle(process.stderr, this.isOn('no-color'));
    tellText(await renderText({data: {changes: plan.changes}, view: planView, format: 'table', style}));
  }

  protected get writesNothing(): boolean {
    return this.isOn('dry-run');
  }

  protected get canAsk(): boolean {
    const isRefused = this.isOn('no-input') || isSet(process.env['CI']) || this.jsonEnabled();
    return process.stdin.isTTY === true && process.stderr.isTTY === true && !isRefused;
  }

  override async catch(error: Error): Promise<void> {
    await this.#progress?.settled();
    const failure = await toFailure(error, this.paths, this.words);
    if (!this.jsonEnabled()) throw failure;
    process.exitCode = failure.exitCode;
    this.logJson(errorJson(failure));
  }

  override async finally(error: Error | undefined): Promise<void> {
    if ((this.ctor as typeof BaseCommand).mutates && !this.writesNothing) {
      const failure = error ? await toFailure(error, this.paths, this.words) : null;
      await appendAudit(this.ports, {command: this.words, arguments: this.typed(), failure, ...this.audited});
    }
    const closed = this.#context?.close();
    if (!this.#deadline?.isOver()) return closed;
    // Whoever did not answer in time is not waited for.
    const isClosed = new AbortController();
    await Promise.race([closed, this.ports.clock.sleep(lastWordsMs, isClosed.signal).catch(() => undefined)]);
    isClosed.abort();
    setTimeout(() => process.exit(), lastWordsMs).unref();
  }

  override logJson(json: unknown): void {
    answer(jsonText(json));
  }

  private get words(): string {
    return (this.id ?? '').replaceAll(':', ' ');
  }

  protected typed(): readonly string[] {
    return redactArguments([...(this.id ?? '').split(':'), ...this.argv]);
  }

  private isOn(name: string): boolean {
    return isOn(name, this.flagSources);
  }
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && !['', '0', 'false', 'n', 'no'].includes(variable.toLowerCase());
}

/** For objects that a command needs and does not find. */
export function required<T>(value: T | undefined | null, failure: () => Failure): T {
  if (value === undefined || value === null) throw failure();
  return value;
}
