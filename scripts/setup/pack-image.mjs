import {createHash} from 'node:crypto';
import {mustRun, run} from './command.mjs';
import {tarBytes, tarEntries, tarSize} from './tar.mjs';

export const BUILD_LABEL = 'muster.build';
const ARCHITECTURES = {x64: 'amd64', arm64: 'arm64'};

/**
 * Hands images to the engine as one `docker load` archive, streamed. An image is
 * `{ reference, fingerprint, layers: [entries, …], config }`; layers that are the same array are sent once.
 */
export async function packImages(images) {
  const before = await Promise.all(images.map(({reference}) => imageId(reference)));
  await mustRun('docker', ['load', '--quiet'], {input: archiveBytes(images)});
  const after = await Promise.all(images.map(({reference}) => imageId(reference)));
  const replaced = before.filter((id) => id && !after.includes(id));
  // Containers may still run on a replaced image; then it stays until they are gone.
  if (replaced.length > 0) await run('docker', ['image', 'rm', ...replaced]);
}

async function imageId(reference) {
  const {stdout} = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', reference]);
  return stdout.trim();
}

// Digests are known only once a layer has been sent, so the manifest, which names them, comes last.
function* archiveBytes(images) {
  const layers = [...new Set(images.flatMap((image) => image.layers))].map((entries, index) => ({
    entries,
    path: `layer${index}.tar`,
    hash: createHash('sha256'),
  }));
  const sent = layers.map(({entries, path, hash}) => ({
    path,
    size: tarSize(entries),
    chunks: () => hashed(tarBytes(entries), hash),
  }));
  const layerOf = new Map(layers.map((layer) => [layer.entries, layer]));
  yield* tarEntries(sent);
  for (const layer of layers) layer.digest = `sha256:${layer.hash.digest('hex')}`;
  yield* tarBytes(describe(images, layerOf));
}

function describe(images, layerOf) {
  const configs = images.map((image, index) => file(`config${index}.json`, imageConfig(image, layerOf)));
  const manifest = images.map((image, index) => ({
    Config: configs[index].path,
    RepoTags: [image.reference],
    Layers: image.layers.map((entries) => layerOf.get(entries).path),
  }));
  return [...configs, file('manifest.json', manifest)];
}

function imageConfig({layers, config, fingerprint}, layerOf) {
  const created = '1970-01-01T00:00:00Z';
  return {
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    os: 'linux',
    created,
    config: {...config, Labels: {[BUILD_LABEL]: fingerprint}},
    rootfs: {type: 'layers', diff_ids: layers.map((entries) => layerOf.get(entries).digest)},
    history: layers.map(() => ({created, created_by: 'muster setup'})),
  };
}

function file(path, value) {
  const content = Buffer.from(JSON.stringify(value));
  return {path, content, size: content.length};
}

function* hashed(chunks, hash) {
  for (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}
