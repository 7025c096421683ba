import {clusters} from '../owner-mappings.js';
import type {BeatRow} from '../schema.js';
import type {Statement} from './statement.js';

const columns = [
  'cluster',
  'installation',
  'agent',
  'place',
  'pid_space',
  'host',
  'pid',
  'held_since',
  'beat_at',
  'news',
  'address_state',
  'address_checked_at',
  'rival_place',
  'rival_host',
  'rival_at',
] as const satisfies readonly (keyof BeatRow)[];

/** Parameters: cluster, agent, and the news that it knows. */
const repeatBeat: Statement = {
  name: 'repeat beat',
  often: true,
  build: (db, now) =>
    db.updateTable('cluster_beats').set({beat_at: now}).where('cluster', '=', '').where('agent', '=', '').where('news', '=', 0),
};

/** Parameters: state of the address, cluster, agent, and the news that it knows. */
const repeatWithAddress: Statement = {
  name: 'repeat beat with address',
  often: true,
  build: (db, now) =>
    db
      .updateTable('cluster_beats')
      .set({beat_at: now, address_state: '', address_checked_at: now})
      .where('cluster', '=', '')
      .where('agent', '=', '')
      .where('news', '=', 0),
};

/** Parameters: agent, place, space of its pid, host, pid, cluster, installation. Inserts nothing where there is no such cluster. */
const insertBeat: Statement = {
  name: 'insert beat',
  build: (db, now) =>
    db
      .insertInto('cluster_beats')
      .columns(['cluster', 'installation', 'agent', 'place', 'pid_space', 'host', 'pid', 'held_since', 'beat_at', 'news'])
      .expression(({selectFrom, val}) =>
        selectFrom('clusters')
          .select(['id', 'installation'])
          .select(['agent', 'place', 'pid_space', 'host', 'pid'].map((column) => val('').as(column)))
          .select([now.as('held_since'), now.as('beat_at')])
          .select(({lit}) => lit(0).as('news'))
          .where('id', '=', '')
          .where('installation', '=', ''),
      ),
};

/** Parameters: agent, place, space of its pid, host, pid, cluster, when the one before has beaten, who that was, and its news. */
const takeBeat: Statement = {
  name: 'take beat',
  build: (db, now) =>
    db
      .updateTable('cluster_beats')
      .set({agent: '', place: '', pid_space: '', host: '', pid: 0})
      .set(({lit}) => ({held_since: now, beat_at: now, rival_place: lit(null), rival_host: lit(null), rival_at: lit(null)}))
      .where('cluster', '=', '')
      .where('beat_at', '=', '')
      .where('agent', '=', '')
      .where('news', '=', 0),
};

/** Parameters: nobody, cluster, agent. */
const endBeat: Statement = {
  name: 'end beat',
  build: (db) => db.updateTable('cluster_beats').set({agent: ''}).where('cluster', '=', '').where('agent', '=', ''),
};

/** Parameters: place and host of the rival, cluster, agent that holds it. */
const announceRival: Statement = {
  name: 'announce rival',
  build: (db, now) =>
    db
      .updateTable('cluster_beats')
      .set(({eb, lit}) => ({rival_place: '', rival_host: '', rival_at: now, news: eb('news', '+', lit(1))}))
      .where('cluster', '=', '')
      .where('agent', '=', ''),
};

/** Parameters: cluster, agent that holds it, when the rival last spoke. */
const forgetRival: Statement = {
  name: 'forget rival',
  build: (db) =>
    db
      .updateTable('cluster_beats')
      .set(({lit}) => ({rival_place: lit(null), rival_host: lit(null), rival_at: lit(null)}))
      .where('cluster', '=', '')
      .where('agent', '=', '')
      .where('rival_at', '=', ''),
};

/** Parameters: state, cluster, agent. */
const updateAddress: Statement = {
  name: 'update address state',
  build: (db, now) =>
    db
      .updateTable('cluster_beats')
      .set({address_state: '', address_checked_at: now})
      .where('cluster', '=', '')
      .where('agent', '=', ''),
};

/** Parameters: cluster. */
export const tellAgent: Statement = {
  name: 'tell agent',
  build: (db) =>
    db
      .updateTable('cluster_beats')
      .set(({eb, lit}) => ({news: eb('news', '+', lit(1))}))
      .where('cluster', '=', ''),
};

const selectCluster: Statement = {
  name: 'select cluster',
  build: (db) => db.selectFrom('clusters').select(clusters.columns).where('id', '=', ''),
};

const selectBeat: Statement = {
  name: 'select beat',
  build: (db) => db.selectFrom('cluster_beats').select(columns).where('cluster', '=', ''),
};

/** Parameters: cluster, agent, and the news that it knows. */
const selectNews: Statement = {
  name: 'select news',
  build: (db) =>
    db.selectFrom('cluster_beats').select('news').where('cluster', '=', '').where('agent', '=', '').where('news', '=', 0),
};

const selectBeats: Statement = {
  name: 'select beats',
  build: (db) => db.selectFrom('cluster_beats').select(columns).orderBy('cluster'),
};

export const beatStatements = {
  repeatBeat,
  repeatWithAddress,
  insertBeat,
  takeBeat,
  endBeat,
  announceRival,
  forgetRival,
  updateAddress,
  tellAgent,
  selectCluster,
  selectBeat,
  selectNews,
  selectBeats,
};
