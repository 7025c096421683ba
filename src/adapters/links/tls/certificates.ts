import {join} from 'node:path';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {unreadable} from '../../../core/domain/file-failures.js';
import type {Node} from '../../../core/domain/model.js';
import {certificateBytes, readNamedFile, TooLong} from '../../files/read-file.js';

/** Where Docker's own command line looks too, by these names. */
const files = ['ca.pem', 'cert.pem', 'key.pem'] as const;

export interface Certificates {
  readonly directory: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Those of the node before those of every node. */
export function certificateDirectories(root: string, {org, name}: Pick<Node, 'org' | 'name'>): readonly string[] {
  return [join(root, org, name), join(root, name), root];
}

/** From the first directory that has all three. */
export async function readCertificates(node: string, directories: readonly string[]): Promise<Certificates> {
  for (const directory of directories) {
    const [ca, cert, key] = files.map((file) => readPem(join(directory, file)));
    if (ca && cert && key) return {directory, ca, cert, key};
  }
  throw new Failure({
    code: 'TLS_FILES_MISSING',
    exit: exitCodes.outside,
    subject: `node ${node}`,
    message: `Node ${node} is reached by tcp, and its certificates are not on this machine.`,
    hint: `Put ${files.join(', ')} into ${directories.at(-2) ?? directories[0]}, or name their directory in MUSTER_TLS_DIR`,
    details: {node, directories, files},
  });
}

function readPem(path: string): string | null {
  try {
    return readNamedFile(path, certificateBytes).toString();
  } catch (cause) {
    if (cause instanceof TooLong) throw unreadable({path, cause, hint: 'Put the certificate there, and nothing else'});
    return null;
  }
}
