import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** The licenses of what is bundled ask to be passed on with it, some with where its source is. */
export function writeLicenses({root, metafiles, file}) {
  const folders = new Set(
    metafiles
      .flatMap(({inputs}) => Object.keys(inputs))
      .flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const parts = [...folders].sort().map((folder) => describe(join(root, folder)));
  writeFileSync(file, [...new Set(parts)].join(`\n${'-'.repeat(78)}\n\n`));
}

function describe(folder) {
  const {name, version, license, repository} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const found = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const source = typeof repository === 'string' ? repository : repository?.url;
  return `${name} ${version} (${license})\n${source ? `Source: ${source}\n` : ''}\n${found ? readFileSync(join(folder, found), 'utf8').trim() : ''}\n`;
}
