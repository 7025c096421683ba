import {createHash} from 'node:crypto';
import {findProgram, run, say} from './command.mjs';
import {describeNodeImages, nodeImages, serviceImages} from './image-recipes.mjs';
import {withSetupLock} from './lock.mjs';
import {BUILD_LABEL, packImages} from './pack-image.mjs';
import {installPackages} from './packages.mjs';
import {buildOnPublicNode, pull} from './registry.mjs';

const COMPANIONS = {hello: ['hello-next']};
const canPackHere = process.platform === 'linux';

/** Makes the images of these logical names available: `{ name: reference }`; `hello` brings `hello-next` along. */
export async function ensureImages(names = [...Object.keys(serviceImages), ...Object.keys(nodeImages)]) {
  const wanted = [...new Set(names.flatMap((name) => [name, ...(COMPANIONS[name] ?? [])]))];
  const unknown = wanted.find((name) => !serviceImages[name] && !nodeImages[name]);
  if (unknown) throw new Error(`There is no test image called ${unknown}.`);
  const {references, missing} = await lookUp(wanted);
  return missing.length === 0 ? references : withSetupLock(() => provide(wanted));
}

// Another copy may have built them while this one waited for the lock, so they are looked up again.
async function provide(wanted) {
  const {references, missing} = await lookUp(wanted);
  const pulled = await pullOfficial(missing.filter((name) => serviceImages[name]));
  const toMake = missing.filter((name) => !pulled[name]);
  const made = canPackHere ? await packHere(toMake) : await buildElsewhere(toMake);
  return {...references, ...pulled, ...made};
}

async function pullOfficial(names) {
  const pulled = {};
  for (const name of names) {
    const {official} = serviceImages[name];
    if (await pull(official)) pulled[name] = official;
  }
  return pulled;
}

async function packHere(names) {
  if (names.length === 0) return {};
  const packages = names.flatMap((name) => serviceImages[name]?.packages ?? []);
  await installPackages([...packages, ...(findProgram('busybox') ? [] : ['busybox-static'])]);
  const described = await describe(names);
  const images = Object.values(described);
  say(`packing ${images.map(({reference}) => reference).join(' ')}`);
  await packImages(await Promise.all(images.map(async (image) => ({...image, layers: await image.layers()}))));
  return referencesOf(described);
}

async function buildElsewhere(names) {
  const service = names.find((name) => serviceImages[name]);
  if (service) throw new Error(`The image ${serviceImages[service].official} cannot be pulled, and only Linux can replace it.`);
  const described = await describe(names);
  for (const image of Object.values(described)) await buildOnPublicNode(image);
  return referencesOf(described);
}

async function lookUp(wanted) {
  const described = await describe(wanted.filter(isDescribable));
  const officials = wanted.flatMap((name) => serviceImages[name]?.official ?? []);
  const labels = await buildLabels([...officials, ...Object.values(described).map(({reference}) => reference)]);
  const references = {};
  for (const name of wanted) {
    const local = described[name];
    const official = serviceImages[name]?.official;
    if (labels.has(official)) references[name] = official;
    else if (local && labels.get(local.reference) === local.fingerprint) references[name] = local.reference;
  }
  return {references, missing: wanted.filter((name) => !references[name])};
}

function isDescribable(name) {
  if (!canPackHere) return Boolean(nodeImages[name]);
  return Boolean(findProgram('busybox') && (nodeImages[name] || findProgram(serviceImages[name].program)));
}

async function describe(names) {
  const apps = names.filter((name) => nodeImages[name]);
  const services = names.filter((name) => serviceImages[name]);
  const described = await Promise.all([describeNodeImages(apps), ...services.map((name) => serviceImages[name].local())]);
  const images = described.flat().map((image) => ({...image, fingerprint: fingerprint(image)}));
  return Object.fromEntries([...apps, ...services].map((name, index) => [name, images[index]]));
}

function fingerprint({inputs, config}) {
  const hash = createHash('sha256').update(JSON.stringify(config));
  for (const {content, source, ...rest} of inputs) hash.update(JSON.stringify(rest)).update(content ?? '');
  return hash.digest('hex');
}

async function buildLabels(references) {
  const format = `{{json .RepoTags}}\t{{index .Config.Labels "${BUILD_LABEL}"}}`;
  const {stdout} = await run('docker', ['image', 'inspect', '--format', format, ...references]);
  const lines = stdout.trim().split('\n').filter(Boolean);
  return new Map(
    lines.flatMap((line) => {
      const [tags, label] = line.split('\t');
      return JSON.parse(tags).map((tag) => [tag, label]);
    }),
  );
}

const referencesOf = (described) => Object.fromEntries(Object.entries(described).map(([name, {reference}]) => [name, reference]));
