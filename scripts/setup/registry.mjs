import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {mustRun, run} from './command.mjs';
import {BUILD_LABEL} from './pack-image.mjs';

const FIRST_ANSWER_MS = 5_000;
const PULL_LIMIT_MS = 300_000;
const PUBLIC_NODE_IMAGE = 'node:26-alpine';

let isUnreachable = false;

/** Whether the image could be pulled; a registry that says nothing for five seconds is not asked again in this run. */
export async function pull(reference) {
  if (isUnreachable) return false;
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), FIRST_ANSWER_MS);
  const onStdout = () => clearTimeout(patience);
  const {code, stdout} = await run('docker', ['pull', reference], {timeoutMs: PULL_LIMIT_MS, signal: abort.signal, onStdout});
  clearTimeout(patience);
  isUnreachable = code !== 0 && !stdout.includes('Pulling from');
  return code === 0;
}

/** For machines whose own Node cannot run in a Linux container. */
export async function buildOnPublicNode({reference, fingerprint, config, appFiles}) {
  const folder = mkdtempSync(join(tmpdir(), 'muster-image-'));
  const dockerfile = [
    `FROM ${PUBLIC_NODE_IMAGE}`,
    `LABEL ${BUILD_LABEL}=${fingerprint}`,
    ...config.Env.filter((setting) => !setting.startsWith('PATH=')).map((setting) => `ENV ${setting}`),
    'WORKDIR /app',
    'COPY . .',
    ...(config.User ? [`USER ${config.User}`] : []),
    `CMD ${JSON.stringify(config.Cmd)}`,
  ];
  try {
    for (const {path, content} of await appFiles()) writeFileSync(join(folder, basename(path)), content);
    await mustRun('docker', ['build', '--quiet', '--tag', reference, '--file', '-', folder], {input: dockerfile.join('\n')});
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
