import {parse} from 'yaml';

const documented = new Set([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
const stopped = new Set([130, 143]);
/** With these there is an answer; what is partly done, or broken where somebody looked, has one too. */
const answered = new Set([0, 9, 10]);
/** What Muster itself writes to a terminal: colours, and the movements of progress and questions. */
const colours = /\x1b\[(?:0|1|2|22|31|32|33|34|35|36|37|39|90|4|24)?m/g;
const movements = /\r\x1b\[K|\x1b\[\?25[lh]|\x1b\[[0-9]*[ABCDGK]|\x1b\[0?J/g;
const unwanted = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/;
/** What scripts get every byte of, where nobody looks: files, and a value that is asked for by its name. */
const documents =
  /^(agent install|app create|config get|topology (export|graph|import|schema)|proxy show|completion\b)|--output[= ]yaml|-o[= ]?yaml/;

/** What is wrong with how a command line ended; null when nothing is. */
export function judge(run, {argv, env = [], manner, schemas, secret = null}) {
  if (run.timedOut) return problem('hangs', argv.slice(0, 2).join(' '));
  const shown = run.stdout + run.stderr;
  if (run.exit === 1 || /\(BUG\)|"code": ?"BUG"/.test(shown)) return problem('exit 1', bugOf(run));
  // Who was about to end anyway may have no ear for the signal any more.
  const isStopped = (stopped.has(run.exit) && (run.stopped || manner === 'asked')) || (run.stopped && run.signal === 'SIGTERM');
  if (!documented.has(run.exit) && !isStopped) return problem(`exit ${run.exit ?? run.signal}`, run.stderr.slice(0, 300));
  if (/^ {4}at .*:\d+:\d+\)?\r?$/m.test(shown)) return problem('stack trace', shown.slice(0, 300));
  if (secret !== null && shown.includes(secret)) return problem('shows a secret', around(shown, shown.indexOf(secret)));
  return judgeText(run, {argv, env, manner}) ?? judgeAnswer(run, {argv, env, manner, schemas});
}

function judgeText({stdout, stderr, exit}, {argv, env, manner}) {
  const onTerminal = manner === 'terminal' || manner === 'asked';
  const isDocument = documents.test(argv.join(' ')) || env.some(([, value]) => value === 'yaml');
  const texts = onTerminal ? [(stdout + stderr).replace(movements, '')] : [stderr, ...(isDocument ? [] : [stdout])];
  for (const text of texts) {
    const left = text.replace(colours, '');
    const found = unwanted.exec(left);
    if (found) return problem('raw control character', around(left, found.index));
  }
  const shown = stdout + stderr;
  const leaked = /\[object Object\]|\bundefined\b|\bNaN\b/.exec(shown);
  if (leaked && ![...argv, ...env.flat()].some((word) => word.includes(leaked[0])))
    return problem('leaks a value of JavaScript', around(shown, leaked.index));
  const isTold = onTerminal || ['full-stdout', 'full-stderr', 'gone-reader'].includes(manner) || shown.trim() !== '';
  return isTold || answered.has(exit) || stopped.has(exit) ? null : problem('says nothing', `exit ${exit}`);
}

function judgeAnswer({stdout, exit, stopped: isEndless}, {argv, env, manner, schemas}) {
  if (isEndless || !['pipe', 'full-stderr'].includes(manner)) return null;
  const wanted = wantedForm(argv, env);
  if (wanted === 'yaml') return exit === 0 ? judgeYaml(stdout, {argv, schemas}) : null;
  let document;
  try {
    document = JSON.parse(stdout);
  } catch {
    return wanted === 'json' ? problem('not one JSON document', JSON.stringify(stdout.slice(0, 200))) : null;
  }
  if (wanted !== 'json' && !isAnswer(document)) return null;
  const isFailure = 'error' in document;
  if (isFailure ? exit === 0 || exit === 10 : !answered.has(exit))
    return problem('its exit code belies it', `${argv.slice(0, 2).join(' ')} (${exit}): ${stdout.slice(0, 200)}`);
  return broken(isFailure ? 'failure' : schemaOf(argv, schemas), document, {argv, schemas});
}

/** What YAML shows is the data of the answer. */
function judgeYaml(stdout, {argv, schemas}) {
  let data;
  try {
    data = parse(stdout, {maxAliasCount: -1});
  } catch (error) {
    return problem('not YAML', error.message.slice(0, 200));
  }
  return broken(schemaOf(argv, schemas), {data, warnings: []}, {argv, schemas});
}

function broken(name, document, {argv, schemas}) {
  const reason = schemas(name)(document);
  return reason ? problem('breaks its schema', `${argv.slice(0, 2).join(' ')}: ${reason}`) : null;
}

/** Whatever asked for it: a line that means JSON in a way that is not known here is held to the schemas too. */
function isAnswer(document) {
  return (
    typeof document === 'object' && document !== null && ('error' in document || ('data' in document && 'warnings' in document))
  );
}

/** As commands are told apart here: only what asks for JSON or YAML without doubt must be answered with it. */
function wantedForm(argv, env) {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  if (words.some((word) => /^(--help|-h|--version|-V)$/.test(word))) return null;
  if (words.includes('--json')) return 'json';
  const forms = words.flatMap((word, index) =>
    word === '--output' ? [words[index + 1]] : word.startsWith('--output=') ? [word.slice('--output='.length)] : [],
  );
  if (forms.length > 0)
    return forms.length === 1 && ['json', 'yaml'].includes(forms[0]) && !words.includes('-o') ? forms[0] : null;
  return env.findLast(([name]) => name === 'MUSTER_OUTPUT')?.[1] === 'json' && argv.length > 0 ? 'json' : null;
}

/** Of the command that the line names: every line begins with it, or it is spelled in another way, and held to what all have. */
function schemaOf(argv, schemas) {
  const names = [argv.slice(0, 2), argv.slice(0, 1)].map((words) => `answers/${words.join('-')}`);
  return names.find((name) => schemas.knows(name)) ?? 'answer';
}

function problem(kind, text) {
  return {kind, text};
}

function around(text, index) {
  return JSON.stringify(text.slice(Math.max(0, index - 80), index + 30));
}

/** Of the sentence and of where it was thrown; the words that were typed are not part of what tells one bug from another. */
function bugOf({stdout, stderr}) {
  return (/(?:Error: |"message": ")(.*)/.exec(stderr + stdout)?.[1] ?? stderr.slice(0, 200)).slice(0, 300);
}
