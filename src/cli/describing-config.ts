import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Interfaces} from '@oclif/core';
import type {Command} from '@oclif/core/command';
import {Config} from '@oclif/core/config';
import {named, type CommandClass, type Installed} from './run-command.js';
import {silentLogger} from './silent-logger.js';

/** All that oclif knows of the commands, for help and for what was mistyped. There are no themes and no plugins. */
export class DescribingConfig extends Config {
  override async loadTheme(): Promise<undefined> {
    return undefined;
  }
}

export async function describingConfig(installed: Installed): Promise<Config> {
  const plugin = readPlugin(installed);
  const config = new DescribingConfig({root: installed.root, logger: silentLogger, plugins: new Map([[plugin.name, plugin]])});
  await config.load();
  return config;
}

/** The package as oclif's only plugin, from the manifest that was written with the build. */
function readPlugin({root, commands, about}: Installed): Interfaces.Plugin {
  const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')) as {
    readonly commands: Readonly<Record<string, Command.Cached>>;
  };
  const load = async (id: string) => named(commands[id] as CommandClass, id) as unknown as Command.Class;
  const topics = Object.entries(about.oclif.topics ?? {}).map(([name, topic]) => ({...topic, name}));
  return {
    _base: '',
    name: about.name,
    alias: about.name,
    version: about.version,
    root,
    pjson: {...about, dependencies: {}} as unknown as Interfaces.PJSON,
    type: 'core',
    moduleType: 'commonjs',
    isRoot: true,
    valid: true,
    hasManifest: true,
    hooks: {},
    options: {root},
    topics,
    commandsDir: undefined,
    commandIDs: Object.keys(manifest.commands),
    commands: Object.values(manifest.commands).map((command) => ({...command, load: () => load(command.id)})),
    findCommand: load,
    load: async () => undefined,
  };
}
