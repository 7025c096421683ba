import {createConnection} from 'node:net';
import {docker} from './docker.js';

export interface BalancerServer {
  readonly server: string;
  /** `UP`, `DOWN`, `UP 1/2`, `DRAIN`, … as HAProxy says it. */
  readonly status: string;
  readonly weight: number;
}

/** The balancer's own word on its servers, past Muster. */
export interface AdminSocket {
  ask(command: string): Promise<string>;
  servers(): Promise<readonly BalancerServer[]>;
  /** Status of one server; `gone` while the balancer does not answer. */
  status(server: string): Promise<string>;
}

export async function adminSocketOf(installation: string): Promise<AdminSocket> {
  const [id] = await docker(
    'ps',
    '-q',
    '--filter',
    `label=muster.installation=${installation}`,
    '--filter',
    'label=muster.kind=proxy',
  );
  const [directory] = await docker(
    'inspect',
    '-f',
    '{{range .Mounts}}{{if eq .Destination "/run/muster"}}{{.Source}}{{end}}{{end}}',
    id as string,
  );
  const ask = (command: string) => exchange(`${directory}/admin.sock`, command);
  const servers = async () => parseServers(await ask('show stat'));
  return {
    ask,
    servers,
    status: async (name) => (await servers().catch(() => [])).find(({server}) => server === name)?.status ?? 'gone',
  };
}

function parseServers(text: string): readonly BalancerServer[] {
  const [header = '', ...lines] = text.replace(/^# /, '').split('\n');
  const columns = header.split(',');
  const cell = (line: string, name: string) => line.split(',')[columns.indexOf(name)] ?? '';
  return lines
    .filter((line) => line !== '' && !/^[^,]*,(FRONTEND|BACKEND),/.test(line))
    .map((line) => ({server: cell(line, 'svname'), status: cell(line, 'status'), weight: Number(cell(line, 'weight'))}));
}

function exchange(path: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = createConnection(path);
    socket.setTimeout(2000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    socket.write(`${command}\n`);
  });
}
