import type {HealthRequest} from '../recipe.js';

/** Programs of an image that can ask over HTTP, in the order in which they are looked for. */
export const probePrograms = ['curl', 'wget', 'node', 'python3', 'bash'] as const;

const shown = 300;

export function probeUrl({scheme, path}: HealthRequest, port: number): string {
  return `${scheme}://127.0.0.1:${port}${path}`;
}

/**
 * The line of `sh` by which a container asks itself as its balancer does: no redirect is followed, no proxy is used, no
 * certificate verified. What it prints is kept by the engine and tells people why an instance is not healthy.
 */
export function containerProbe(request: HealthRequest, port: number): string {
  return [
    `u=${quote(probeUrl(request, port))} h=${quote(`Host: ${request.host}`)} b= s=`,
    `fail() { printf 'GET %s: %.${shown}s\\n' "$u" "$*"; exit 1; }`,
    'has() { command -v "$1" >/dev/null 2>&1; }',
    'apart() { s=${a##*"$n"} b=${a%"$n"*}; }',
    "n='\n'",
    `if has curl; then ${askCurl}`,
    `elif has wget; then ${askWget}`,
    `elif has node; then ${askNode}`,
    `elif has python3; then ${askPython(request, port)}`,
    ...(request.scheme === 'http' ? [`elif has bash; then ${askBash(request, port)}`] : []),
    `else fail 'the image has none of ${probePrograms.join(', ')}'; fi`,
    'case $s in [1-5][0-9][0-9]) ;; *) fail "$a";; esac',
    `${statusTest(request.status)} || fail "status $s instead of ${request.status}: $b"`,
    ...(request.contains === null
      ? []
      : [`printf '%s\\n' "$b" | grep -Eq -e ${quote(request.contains)} || fail "status $s, and no match in its body: $b"`]),
    'echo "GET $u: status $s"',
  ].join('\n');
}

const askCurl = `a=$(curl -gksS --noproxy '*' -H "$h" -w '\\n%{http_code}' "$u" 2>&1); apart; [ "$s" != 000 ] || s=`;

/** BusyBox follows redirects whatever it is told, so that the first status line counts. */
const askWget = [
  "case $(wget --version 2>&1) in *GNU*) o='--max-redirect=0 --no-proxy --content-on-error -t 1';; *) o='-Y off';; esac",
  `case $u in https:*) o="$o --no-check-certificate";; esac`,
  'a=$(wget -q -S -O - $o --header "$h" "$u" 2>&1)',
  'e=$?; [ -n "$a" ] || a="cannot connect, or no answer (exit code $e of wget)"',
  'case $a in *HTTP/*) s=${a#*HTTP/} s=${s#* } s=${s%%[!0-9]*} b=$(echo "$a" | sed "/^[^ ]/,\\$!d" 2>/dev/null);; esac',
].join('\n');

const askNode = `a=$(node -e '
const {argv: [, url, header]} = process;
const options = {headers: {Host: header.slice(6)}, agent: false, rejectUnauthorized: false};
require(url.split(":")[0]).get(url, options, (answer) => {
  let body = "";
  answer.on("data", (data) => (body += data)).on("end", () => console.log(body + "\\n" + answer.statusCode));
}).on("error", (error) => console.log(error.message + "\\n"));
' "$u" "$h" 2>&1); apart`;

function askPython({scheme, path}: HealthRequest, port: number): string {
  const connection =
    scheme === 'https'
      ? `c.HTTPSConnection("127.0.0.1", ${port}, context=__import__("ssl")._create_unverified_context())`
      : `c.HTTPConnection("127.0.0.1", ${port})`;
  return `a=$(python3 -c '
import http.client as c, sys
try:
  x = ${connection}
  x.request("GET", sys.argv[1], headers={"Host": sys.argv[2][6:], "Connection": "close"})
  r = x.getresponse()
  print(r.read().decode("latin1") + "\\n" + str(r.status))
except Exception as e:
  print(str(e) + "\\n")
' ${quote(path)} "$h" 2>&1); apart`;
}

function askBash({path}: HealthRequest, port: number): string {
  return [
    `a=$(bash --norc --noprofile -c 'exec 3<>/dev/tcp/127.0.0.1/${port} && printf "GET %s HTTP/1.0\\r\\n%s\\r\\nConnection: close\\r\\n\\r\\n" "$@" >&3 && cat <&3' bash ${quote(path)} "$h" 2>&1)`,
    `r=$(printf '\\r')`,
    'case $a in HTTP/*) s=${a#* } s=${s%%[!0-9]*} b=${a#*"$n$r$n"};; esac',
  ].join('\n');
}

function statusTest(status: string): string {
  const parts = status.split(',').map((part) => {
    const [from = '', to = from] = part.split('-');
    return from === to ? `[ "$s" = ${from} ]` : `{ [ "$s" -ge ${from} ] && [ "$s" -le ${to} ]; }`;
  });
  return `{ ${parts.join(' || ')}; }`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** All programs that a container's own check may need: one that asks, and one that reads what it gets. */
export const neededPrograms = [...probePrograms, 'grep'] as const;

/** What an image lacks for its own check, in words; null where it has all. `has` is null for an image without `sh`. */
export function missingForProbe({scheme, contains}: HealthRequest, has: ReadonlySet<string> | null): string | null {
  if (has === null) return 'sh';
  const askers = probePrograms.filter((program) => program !== 'bash' || scheme === 'http');
  if (!askers.some((program) => has.has(program))) return `each of ${askers.join(', ')}`;
  return contains !== null && !has.has('grep') ? 'grep, which `contains` needs' : null;
}
