import {exitCodes, Failure} from '../../core/domain/errors.js';
import {shellWord} from '../../core/domain/shell-word.js';

/** A kind of file that people have beside compose files, and that is not imported. */
interface StrangeKind {
  /** As the end of "this is …". */
  readonly is: string;
  readonly looks: (text: string, said: readonly string[]) => boolean;
  readonly next: string;
}

const give = 'Give a compose file or an nginx configuration: muster topology import -f compose.yaml';
const byHand =
  'Give the compose files alone, muster topology import -f compose.yaml, and add the addresses by hand: muster entry add HOST --env ENV';
const asCompose = 'Write what it runs as a compose file, then: muster topology import -f compose.yaml';

const any = (pattern: RegExp) => (text: string) => pattern.test(text);
const all =
  (...patterns: readonly RegExp[]) =>
  (text: string) =>
    patterns.every((pattern) => pattern.test(text));

/** The first that fits counts; what compose and nginx read themselves must fit none. */
const strangeKinds: readonly StrangeKind[] = [
  {is: 'an empty file', looks: (text) => text.trim() === '', next: give},
  {is: 'a binary file', looks: any(/[\0\uFFFD]/), next: give},
  {is: 'a shell script', looks: any(/^#!.*\b(?:ba|z|da|k|a)?sh\b/), next: asCompose},
  {is: 'a script', looks: any(/^#!/), next: asCompose},
  {is: 'a file with nothing but comments', looks: (_, said) => said.length === 0, next: give},
  {
    is: 'a configuration of HAProxy, which is not imported',
    looks: any(
      /^(?:global|defaults|(?:frontend|backend|listen)[ \t]+[\w.-]+(?:[ \t]+[^{;]*)?)[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]+\w[^{;]*$/m,
    ),
    next: byHand,
  },
  {
    is: 'a Caddyfile, which is not imported',
    looks: all(
      /\{[ \t]*(?:#.*)?$/m,
      /^\s*(?:reverse_proxy|file_server|encode|php_fastcgi|tls|handle(?:_path)?|respond)\b[^;{]*\{?[ \t]*$/m,
      /^(?!.*;[ \t]*$)/,
    ),
    next: byHand,
  },
  {
    is: 'a configuration of Apache, which is not imported',
    looks: any(/^\s*<(?:VirtualHost|Location|Proxy|IfModule|Directory)\b/im),
    next: byHand,
  },
  {
    is: 'a configuration of Traefik, which is not imported',
    looks: any(
      /^(?:entryPoints|providers|certificatesResolvers):|^(?:http|tcp):\s*\r?\n\s+(?:routers|services|middlewares):|^\[(?:entryPoints|providers|http\.(?:routers|services))/m,
    ),
    next: byHand,
  },
  {is: 'a configuration of Envoy, which is not imported', looks: any(/^(?:static_resources|dynamic_resources):/m), next: byHand},
  {
    is: 'a topology of Muster already',
    looks: any(/^(?:\{\s*")?apiVersion"?\s*:\s*["']?muster\//m),
    next: 'muster plan -f FILE shows what it would change',
  },
  {is: 'a template of a Helm chart', looks: any(/\{\{-?\s*(?:\.Values|include|\.Release)\b/), next: asCompose},
  {is: 'a Helm chart', looks: all(/^apiVersion:\s*["']?v[12]\b/m, /^name:/m, /^version:/m), next: asCompose},
  {
    is: 'a manifest of Kubernetes',
    looks: (text) =>
      (/^apiVersion\s*:/m.test(text) && /^kind\s*:/m.test(text)) ||
      isJson(text, (value) => 'apiVersion' in value && 'kind' in value),
    next: asCompose,
  },
  {
    is: 'the values of a Helm chart',
    looks: (text) =>
      !/^services:/m.test(text) &&
      /^(?:replicaCount|image:\s*\r?\n\s+(?:repository|registry|pullPolicy)|ingress|serviceAccount):/m.test(text),
    next: asCompose,
  },
  {is: 'a playbook of Ansible', looks: any(/^-\s+(?:name:.*\r?\n\s+)?hosts:/m), next: asCompose},
  {
    is: 'a configuration of Terraform',
    looks: any(/^(?:resource|provider|terraform|variable|module|data)(?:\s+"[^"]*")*\s*\{/m),
    next: asCompose,
  },
  {is: 'a job of Nomad', looks: any(/^job\s+"[^"]*"\s*\{/m), next: asCompose},
  {
    is: 'a Dockerfile',
    looks: (_, said) => /^(?:FROM|ARG)\s+\S/i.test(said[0] ?? '') && said.some((line) => /^FROM\s+\S+/i.test(line)),
    next: 'An image is built of it; give the compose file that runs the image: muster topology import -f compose.yaml',
  },
  {is: 'a unit of systemd', looks: any(/^\[(?:Unit|Service|Install|Container|Pod)\]\s*$/m), next: asCompose},
  {
    is: 'an INI or TOML file',
    looks: (_, said) => /^\[{1,2}[\w .:"-]+\]{1,2}$/.test(said[0] ?? '') && said.some((line) => /^[\w.-]+\s*=/.test(line)),
    next: give,
  },
  {is: 'HTML or XML', looks: any(/^\s*<(?:[!?]|[a-z])/i), next: give},
  {
    is: 'a package.json',
    looks: (text) =>
      isJson(
        text,
        (value) =>
          typeof value['name'] === 'string' && ['scripts', 'dependencies', 'devDependencies'].some((key) => key in value),
      ),
    next: give,
  },
  {
    is: 'what docker inspect prints',
    looks: (text) => isJson(text, (value) => 'Id' in value && ('Config' in value || 'HostConfig' in value)),
    next: asCompose,
  },
  {
    is: 'a file of variables, such as .env',
    looks: (_, said) => said.every((line) => /^(?:export\s+)?[A-Za-z_][\w.-]*\s*=/.test(line)),
    next: 'Leave it beside the compose file, which is read with it: muster topology import -f compose.yaml',
  },
  {
    is: 'a list of docker run commands',
    looks: (_, said) => /^(?:sudo\s+)?docker\s+(?:run|compose|service|stack|pull)\b/.test(said[0] ?? ''),
    next: asCompose,
  },
];

function isJson(text: string, holds: (value: Readonly<Record<string, unknown>>) => boolean): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    const value: unknown = [JSON.parse(text)].flat()[0];
    return typeof value === 'object' && value !== null && holds(value as Readonly<Record<string, unknown>>);
  } catch {
    return false;
  }
}

/** Failure (exit 2) `FILE_KIND_UNKNOWN` for a file that is something else, saying what it is. */
export function refuseStrangeFile(text: string, file: string): void {
  // Whatever stands in its commands and configurations.
  if (/^["']?services["']?\s*:/m.test(text)) return;
  const said = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const found = strangeKinds.find(({looks}) => looks(text, said));
  if (!found) return;
  throw new Failure({
    code: 'FILE_KIND_UNKNOWN',
    exit: exitCodes.usage,
    subject: `file ${file}`,
    message: `${file}:1: this is ${found.is}; compose files and nginx configurations can be imported.`,
    hint: found.next.replace('FILE', shellWord(file)),
    details: {file, line: 1, is: found.is, kinds: ['compose', 'nginx']},
  });
}
