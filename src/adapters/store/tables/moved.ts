import type {StoreMove} from '../../../core/ports/store-copy.js';
import {fromJson, toJson} from '../codec.js';
import {Seals} from './seals.js';
import type {Runner} from './runner.js';
import type {Session} from './session.js';
import {readSetting, writeSetting} from './settings.js';

/** A seal that stands for nothing but that the store was moved: it is read with those that every transaction reads. */
export const movedScope = 'moved';
/** Where to and when. */
export const movedSetting = 'moved-to';

/** The store was copied to another place and takes no writes. Turned into `STORE_MOVED` where its name is known. */
export class Moved extends Error {
  readonly move: StoreMove;

  constructor(move: StoreMove) {
    super(`moved to ${move.to}`);
    this.name = 'Moved';
    this.move = move;
  }
}

export async function readMove(session: Session): Promise<StoreMove | null> {
  await session.seals.load([movedScope]);
  if (!session.seals.has(movedScope)) return null;
  await session.seals.load(['settings']);
  const text = await readSetting(session, movedSetting);
  return text === null ? null : fromJson<StoreMove>(text);
}

/** For those who read no seal. */
export async function expectNotMoved(runner: Runner): Promise<void> {
  const move = await readMove({runner, seals: await Seals.read(runner, [movedScope], 0)});
  if (move) throw new Moved(move);
}

export async function writeMove(session: Session, move: StoreMove): Promise<void> {
  await writeSetting(session, movedSetting, toJson(move));
  session.seals.create(movedScope);
}
