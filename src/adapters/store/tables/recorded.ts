import {Damage} from '../damage.js';
import type {Session} from './session.js';
import {readSetting, settingScope, writeSetting} from './settings.js';
import {sealsOfTopology} from './topology.js';

const setting = 'recorded';
/** Of so many changes, each of another file perhaps, it is known what they led to. */
const most = 8;

interface Recorded {
  /** Of what was asked for. */
  readonly digest: string;
  /** The seals of the topology that it led to, as one text. */
  readonly seals: string;
}

/** Whether the topology is sealed now as it was when this digest was recorded. */
export async function isRecorded(session: Session, digest: string): Promise<boolean> {
  const found = (await readRecorded(session)).find((each) => each.digest === digest);
  return found !== undefined && found.seals === sealsOfTopology(session);
}

/** Notes what the change that is being written has led to; the oldest note goes. */
export async function record(session: Session, digest: string): Promise<void> {
  await session.seals.load([settingScope]);
  const others = (await readRecorded(session)).filter((each) => each.digest !== digest);
  const kept = [{digest, seals: sealsOfTopology(session)}, ...others].slice(0, most);
  await writeSetting(session, setting, JSON.stringify(kept));
}

async function readRecorded(session: Session): Promise<readonly Recorded[]> {
  const text = await readSetting(session, setting);
  if (text === null) return [];
  try {
    return JSON.parse(text) as readonly Recorded[];
  } catch {
    throw new Damage(settingScope, 'a value is not the text that was written');
  }
}
