const documented = new Set([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
const stopped = new Set([130, 143]);
/** What Muster itself writes to a terminal: colours, and the movements of progress and questions. */
const own = /\x1b\[(?:0|1|2|22|31|32|33|34|35|36|37|39|90|4|24)?m|\x1b\[\?25[lh]|\x1b\[[0-9]*[ABCDGK]|\x1b\[0?J/g;
const unwanted = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]/;

/** What is wrong with how a command line ended; null when nothing is. */
export function judge(run, {argv, env, manner, schemas}) {
  if (run.timedOut) return problem('hangs', argv.slice(0, 2).join(' '));
  if (run.exit === 1 || run.stderr.includes('(BUG)')) return problem('exit 1', bugOf(run));
  const isStopped = stopped.has(run.exit) && (run.stopped || manner === 'asked');
  if (!documented.has(run.exit) && !isStopped) return problem(`exit ${run.exit ?? run.signal}`, run.stderr.slice(0, 300));
  if (/^ {4}at .*:\d+:\d+\)?$/m.test(run.stderr)) return problem('stack trace', run.stderr.slice(0, 300));
  const shown = run.stdout + run.stderr;
  if (manner === 'terminal' || manner === 'asked') {
    const left = shown.replace(own, '');
    const found = unwanted.exec(left);
    if (found)
      return problem('raw control character', JSON.stringify(left.slice(Math.max(0, found.index - 60), found.index + 20)));
  }
  const leaked = /\[object Object\]|\bundefined\b|\bNaN\b/.exec(shown);
  if (leaked && ![...argv, ...env.flat()].some((word) => word.includes(leaked[0])))
    return problem('leaks a value of JavaScript', shown.slice(Math.max(0, leaked.index - 80), leaked.index + 30));
  return manner === 'pipe' ? judgeJson(run, {argv, env, schemas}) : null;
}

function judgeJson({stdout, exit, stopped: isEndless}, {argv, env, schemas}) {
  if (isEndless) return null;
  const wanted = wantsJson(argv, env);
  let document;
  try {
    document = JSON.parse(stdout);
  } catch {
    return wanted ? problem('not one JSON document', JSON.stringify(stdout.slice(0, 200))) : null;
  }
  if (!wanted && !isAnswer(document)) return null;
  const broken = schemas('error' in document ? 'failure' : schemaOf(argv, schemas))(document);
  return broken ? problem('breaks its schema', `${argv.slice(0, 2).join(' ')} (${exit}): ${broken}`) : null;
}

/** Whatever asked for it: a line that means JSON in a way that is not known here is held to the schemas too. */
function isAnswer(document) {
  return (
    typeof document === 'object' && document !== null && ('error' in document || ('data' in document && 'warnings' in document))
  );
}

/** As commands are told apart here: only what asks for JSON without doubt must be answered with it. */
function wantsJson(argv, env) {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  if (words.some((word) => /^(--help|-h|--version|-V)$/.test(word))) return false;
  if (words.includes('--json')) return true;
  const forms = words.flatMap((word, index) =>
    word === '--output' ? [words[index + 1]] : word.startsWith('--output=') ? [word.slice('--output='.length)] : [],
  );
  if (forms.length > 0) return forms.length === 1 && forms[0] === 'json' && !words.includes('-o');
  return env.findLast(([name]) => name === 'MUSTER_OUTPUT')?.[1] === 'json' && argv.length > 0;
}

/** Of the command that the line names: every line begins with it, or it is spelled in another way, and held to what all have. */
function schemaOf(argv, schemas) {
  const names = [argv.slice(0, 2), argv.slice(0, 1)].map((words) => `answers/${words.join('-')}`);
  return names.find((name) => schemas.knows(name)) ?? 'answer';
}

function problem(kind, text) {
  return {kind, text};
}

/** Of the sentence and of where it was thrown; the words that were typed are not part of what tells one bug from another. */
function bugOf({stdout, stderr}) {
  return (/(?:Error: |"message": ")(.*)/.exec(stderr + stdout)?.[1] ?? stderr.slice(0, 200)).slice(0, 300);
}
