import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {nasty, paths, valueOf} from './values.mjs';

/** Without an end, or outside the folder of the case; what is added makes them harmless. */
const tamed = {'agent:install': ['--print'], 'store:copy': ['--no-switch']};
/** Those that read files have the most to say about them. */
const oftener = ['apply', 'plan', 'topology:validate', 'topology:import', 'topology:diff', 'topology:graph'];

export function commandsOf(root) {
  return Object.values(JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')).commands);
}

/** Command lines of every command, most of them nearly right. */
export function arbitraryLine(commands) {
  const byId = Object.fromEntries(commands.map((command) => [command.id, lineOf(command)]));
  return fc.oneof(
    {weight: 7, arbitrary: fc.oneof(...Object.values(byId))},
    {weight: 3, arbitrary: fc.oneof(...oftener.map((id) => byId[id]))},
    {weight: 1, arbitrary: fc.array(fc.constantFrom(...nasty, ...commands.flatMap(({id}) => id.split(':'))), {maxLength: 4})},
  );
}

function lineOf(command) {
  const flags = Object.values(command.flags);
  const required = flags.filter((flag) => flag.required);
  const optional = flags.filter((flag) => !flag.required && flag.name !== 'json');
  return fc
    .record({
      id: fc.constant(command.id),
      args: fc.tuple(...Object.values(command.args).map(arbitraryArg)),
      required: fc.tuple(...required.map((flag) => usually(arbitraryFlag(flag), []))),
      optional: fc.array(fc.oneof(...optional.map(arbitraryFlag)), {maxLength: 3}),
      form: fc.constantFrom(
        ['--json'],
        ['--json'],
        [],
        ['--output', 'wide'],
        ['--output=yaml'],
        ['--output', 'json'],
        ['-o', 'json'],
        ['--output', 'name'],
        ['--help'],
      ),
      stray: rarely(fc.array(fc.constantFrom(...nasty), {maxLength: 2})),
    })
    .map(({id, args, required: needed, optional: more, form, stray}) => [
      ...id.split(':'),
      ...args.flat(),
      ...needed.flat(),
      ...more.flat(),
      ...(tamed[id] ?? []),
      ...form,
      ...stray,
    ]);
}

function arbitraryArg(arg) {
  const value = valueOf(arg.name, arg.options);
  const values = arg.multiple ? fc.array(value, {minLength: arg.required ? 1 : 0, maxLength: 3}) : value.map((one) => [one]);
  return arg.required ? usually(values, []) : fc.oneof(values, fc.constant([]));
}

function arbitraryFlag(flag) {
  const long = `--${flag.name}`;
  if (flag.type === 'boolean') return fc.constant([long]);
  return fc
    .tuple(valueOf(flag.name, flag.options), fc.constantFrom('apart', 'joined', ...(flag.char ? ['short'] : [])))
    .map(([value, form]) => (form === 'joined' ? [`${long}=${value}`] : [form === 'short' ? `-${flag.char}` : long, value]));
}

/** Variables of flags, and those that say where things are. */
export function arbitraryVariables(commands) {
  const flags = commands.flatMap((command) => Object.values(command.flags)).filter((flag) => flag.env);
  const ofFlags = [...new Map(flags.map((flag) => [flag.env, flag])).values()].map((flag) =>
    (flag.type === 'boolean'
      ? fc.constantFrom('1', '0', 'true', 'on', 'off', 'maybe', '')
      : valueOf(flag.name, flag.options)
    ).map((value) => [flag.env, value]),
  );
  const places = ['MUSTER_HOME', 'MUSTER_CONTEXT', 'HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME'].map((name) =>
    fc.constantFrom('', 'muster', ...paths).map((value) => [name, value]),
  );
  const others = [
    ['MUSTER_KEY', [...nasty, 'a'.repeat(64), 'A'.repeat(43) + '=']],
    ['MUSTER_ACTOR', nasty],
    ['MUSTER_STORE_TIMEOUT', ['1s', ...nasty]],
    ['MUSTER_STORE_PASSWORD_FILE', paths],
    ['DOCKER_HOST', ['tcp://127.0.0.1:1', 'unix:///nonexistent', 'ssh://127.0.0.1:1', 'nonsense', '']],
    ['FORCE_COLOR', ['1', '0']],
    ['NO_COLOR', ['1']],
    ['TERM', ['dumb', 'xterm', 'nope']],
    ['CI', ['1']],
    ['MUSTER_JSON', ['1', 'maybe']],
    ['MUSTER_OUTPUT', ['json', 'json', 'yaml', 'nope']],
  ].map(([name, values]) => fc.constantFrom(...values).map((value) => [name, value]));
  return rarely(
    fc.array(fc.oneof(fc.oneof(...ofFlags), fc.oneof(...ofFlags), fc.oneof(...places), fc.oneof(...others)), {
      minLength: 1,
      maxLength: 2,
    }),
  );
}

function usually(arbitrary, otherwise) {
  return fc.oneof({weight: 12, arbitrary}, {weight: 1, arbitrary: fc.constant(otherwise)});
}

function rarely(arbitrary) {
  return fc.oneof({weight: 4, arbitrary: fc.constant([])}, {weight: 1, arbitrary});
}
