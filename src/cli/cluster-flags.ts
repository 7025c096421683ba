import * as Flags from '@oclif/core/flags';
import {parseClusterAddress} from '../core/domain/cluster-address.js';
import {exitCodes, Failure} from '../core/domain/errors.js';
import {heartbeat} from '../core/domain/values/kinds.js';
import {foldText} from './flags.js';
import {numberParser} from './value-flag.js';

/** What is said of a cluster. */
export const clusterFactFlags = {
  name: Flags.string({description: 'name for people', env: 'MUSTER_NAME', helpValue: 'NAME', parse: foldText}),
  address: Flags.string({
    description: 'where it is reached: a node by the balancer, a cluster by its URL',
    env: 'MUSTER_ADDRESS',
    helpValue: 'URL',
    parse: async (text) => expectAddress(text),
  }),
  heartbeat: Flags.custom<number>({
    description: 'seconds between two beats of its agent, 5 to 86400; 30 unless said',
    env: 'MUSTER_HEARTBEAT',
    helpValue: 'SECONDS',
    parse: numberParser(heartbeat, '--heartbeat'),
  })(),
};

function expectAddress(text: string): string {
  const address = parseClusterAddress(text);
  if ('ok' in address) return address.ok;
  throw new Failure({
    code: 'CLUSTER_ADDRESS_INVALID',
    exit: exitCodes.usage,
    subject: 'flag --address',
    message: `${JSON.stringify(text)} is no address of a cluster: ${address.problem}.`,
    hint: 'Give the URL at which its agent answers, such as https://muster-2.example.com or http://10.0.0.2:7310',
    details: {address: text, problem: address.problem},
  });
}
