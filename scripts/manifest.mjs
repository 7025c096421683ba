import {createRequire} from 'node:module';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Writes what oclif must know of every command, so that a command line loads the one command it names and no other. */
export async function writeManifest(root) {
  // The class that makes a manifest is exported by the package's main file alone.
  const {Plugin} = createRequire(import.meta.url)('@oclif/core');
  const plugin = new Plugin({errorOnManifestCreate: true, ignoreManifest: true, respectNoCacheDefault: true, root, type: 'core'});
  await plugin.load();
  writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) await writeManifest(process.argv[2] ?? join(import.meta.dirname, '..'));
