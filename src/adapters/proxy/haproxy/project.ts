import {containerLabels, type ContainerSpec, type ProjectSpec, type VolumeMount} from '../../../core/domain/container.js';
import type {Node} from '../../../core/domain/model.js';
import {labelled} from '../../../core/domain/planning/describe-containers.js';
import {askConfiguration, askScript} from './ask-inside.js';
import {frozenServersScript} from './frozen-servers.js';
import {layout} from './layout.js';
import {proxyProjectName} from './location.js';

export interface ProxyPlace {
  readonly node: Node;
  readonly installation: string;
  readonly image: string;
  /** What of the node holds the sockets. */
  readonly sockets: Pick<VolumeMount, 'kind' | 'source'>;
}

export function describeProxy({node, installation, image, sockets}: ProxyPlace): ProjectSpec {
  const name = proxyProjectName(node, installation);
  const container: ContainerSpec = {
    // The official image's own user may not bind ports below 1024; HAProxy drops its rights itself.
    name: 'proxy',
    image,
    imageId: null,
    user: '0:0',
    command: ['sh', '-c', startScript],
    environment: {},
    ports: [],
    volumes: [
      {kind: 'volume', source: `${name}-config`, path: layout.configurationDirectory},
      {...sockets, path: layout.socketDirectory},
    ],
    network: {kind: 'host'},
    // Before the first configuration arrives there is no socket, and nothing wrong with that.
    healthcheck: {
      test: `test ! -f ${layout.configuration} || test -S ${layout.adminSocket}`,
      intervalMs: 1000,
      timeoutMs: 3000,
      retries: 3,
      startPeriodMs: 0,
    },
    minHealthyMs: 0,
    stopGraceMs: 10_000,
    labels: {},
  };
  return {
    name,
    containers: [
      labelled(container, {
        [containerLabels.installation]: installation,
        [containerLabels.org]: node.org,
        [containerLabels.env]: '',
        [containerLabels.kind]: 'proxy',
        [containerLabels.name]: node.name,
      }),
    ],
  };
}

/** What servers were at the last reload says nothing after a restart: the file is emptied first. */
const startScript = [
  'trap "exit 0" TERM INT USR1',
  `rm -f ${layout.adminSocket} ${layout.masterSocket}`,
  `echo 1 > ${layout.serverState}`,
  `cat > ${layout.frozenServers} <<'END'\n${frozenServersScript}\nEND`,
  `cat > ${layout.askConfiguration} <<'END'\n${askConfiguration}\nEND`,
  `cat > ${layout.askScript} <<'END'\n${askScript}\nEND`,
  `export ${layout.ownerVariable}="$(stat -c %u ${layout.socketDirectory})"`,
  `export ${layout.groupVariable}="$(stat -c %g ${layout.socketDirectory})"`,
  `while [ ! -f ${layout.configuration} ]; do sleep 0.05; done`,
  `exec haproxy -W -db -S "${layout.masterSocket},mode,660,uid,$${layout.ownerVariable},gid,$${layout.groupVariable}" -f ${layout.configuration}`,
].join('\n');
