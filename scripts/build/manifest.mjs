import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Plugin} from '@oclif/core';

/** Describes the built commands, so that help does not load them all. */
export async function writeManifest(packageRoot) {
  writeFileSync(join(packageRoot, 'oclif.manifest.json'), await manifestText(packageRoot));
}

/** One line for each command: small, and a difference shows which command it is about. */
export async function manifestText(packageRoot) {
  const plugin = new Plugin({root: packageRoot, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true});
  await plugin.load();
  const {version, commands} = plugin.manifest;
  const lines = Object.keys(commands)
    .sort()
    .map((id) => `"${id}":${JSON.stringify(commands[id])}`);
  return `{"version":"${version}","commands":{\n${lines.join(',\n')}\n}}\n`;
}
