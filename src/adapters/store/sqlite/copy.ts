import {openReadonly} from './open.js';

/** Copies through SQLite, which reads every page, and reads the copy as a store. */
export async function copyStore(path: string, target: string): Promise<void> {
  const source = openReadonly(path);
  try {
    source.sqlite.prepare('vacuum into ?').run(target);
  } finally {
    await source.store.close();
  }
  const {store} = openReadonly(target);
  try {
    await store.readTopology();
    await store.readOperations({limit: 0});
    await store.readLeases();
    await store.readSetting('');
  } finally {
    await store.close();
  }
}
