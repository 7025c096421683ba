import type {Node} from '../../../core/domain/model.js';
import {nothingCarried} from './carry-state.js';
import {parseAlerts, type ProxyContainer} from './container.js';
import {invalidConfiguration, unreachable} from './failures.js';
import {layout} from './layout.js';

const {configuration, next, previous, serverState} = layout;
const missing = 44;
const cutOff = 90;
const refused = 91;

/** The configuration in use; null when there is none. */
export async function readFile(container: ProxyContainer): Promise<string | null> {
  const result = await container.runScript({script: `[ -f ${configuration} ] || exit ${missing}; cat ${configuration}`});
  return result.exit === missing ? null : `${result.stdout.trimEnd()}\n`;
}

/** Puts the configuration beside the one in use and has HAProxy check it. */
export async function deliver(container: ProxyContainer, node: Node, text: string): Promise<void> {
  const lastLine = text.trimEnd().split('\n').at(-1) as string;
  const result = await container.runScript({
    input: text,
    args: [lastLine],
    // A client that dies ends the input, and half a configuration can be valid.
    script: `cat > ${next}; [ "$(tail -n 1 ${next})" = "$1" ] || exit ${cutOff}; haproxy -c -f ${next} || exit ${refused}`,
  });
  if (result.exit === refused) throw invalidConfiguration(node, parseAlerts(`${result.stdout}\n${result.stderr}`));
  if (result.exit !== 0) throw unreachable(node, 'the configuration could not be written into its container');
}

/** Exchanges the files and has the master start a new worker; never `docker kill`, which cancels the restart policy. */
export async function activate(container: ProxyContainer, state: string): Promise<void> {
  await container.runScript({
    input: state,
    script: `set -e; cat > ${serverState}; [ ! -f ${configuration} ] || cp ${configuration} ${previous}; mv ${next} ${configuration}; kill -USR2 1`,
  });
}

export async function reloadAgain(container: ProxyContainer, state: string): Promise<void> {
  await container.runScript({input: state, script: `cat > ${serverState}; kill -USR2 1`});
}

/** Server states hold for one reload only. */
export async function forgetState(container: ProxyContainer): Promise<void> {
  await container.runScript({script: `cat > ${serverState}`, input: nothingCarried});
}

/** Returns to the last good configuration; a container that never had one waits for the next. */
export async function restore(container: ProxyContainer): Promise<void> {
  await container.runScript({
    script: `if [ -f ${previous} ]; then mv ${previous} ${configuration} && kill -USR2 1; else rm -f ${configuration}; fi`,
  });
}
