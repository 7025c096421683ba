import {describe, expect, it} from 'vitest';
import {answerProblem} from '../../src/cli/asking/answer-problem.js';
import {missingFailure} from '../../src/cli/asking/missing-failure.js';
import {findMissing} from '../../src/cli/asking/missing-input.js';
import type {Declared} from '../../src/cli/declared.js';
import {valueParser} from '../../src/cli/value-flag.js';
import {connection} from '../../src/core/domain/values/kinds.js';
import {readTyped} from '../../src/cli/typed-line.js';

const command: Declared = {
  id: 'service:move',
  args: {
    name: {required: true, description: 'name of the service', names: 'service'},
    nodes: {required: true, multiple: true, description: 'names of nodes', names: 'node'},
    note: {description: 'a note'},
  },
  flags: {
    kind: {type: 'option', required: true, description: 'mysql or redis', env: 'TEST_KIND', helpValue: 'KIND'},
    env: {type: 'option', char: 'e', required: true, description: 'environment', env: 'TEST_ENV', names: 'env'},
    quiet: {type: 'boolean'},
  },
  examples: [
    '<%= config.bin %> service move cache web-1',
    '<%= config.bin %> service move db web-1 web-2 --env prod --kind mysql',
    'printf x | <%= config.bin %> service move -',
  ],
};

const missing = (line: string, env = {}) => findMissing(command, readTyped(line.split(' ').filter(Boolean), command.flags), env);
const names = (line: string, env = {}) => missing(line, env).map(({name}) => name);

describe('what is missing', () => {
  it('is asked for with the env first, for other names depend on it', () => {
    expect(names('')).toEqual(['env', 'name', 'nodes', 'kind']);
  });

  it.each([
    ['db', ['env', 'nodes', 'kind']],
    ['db web-1 -e prod', ['kind']],
    ['db -e prod --quiet --kind mysql', ['nodes']],
    ['db web-1 --env=prod --kind=mysql', []],
  ])('in `%s` is %j', (line, expected) => {
    expect(names(line)).toEqual(expected);
  });

  it('is not what a variable gives', () => {
    expect(names('db web-1', {TEST_ENV: 'prod', TEST_KIND: ''})).toEqual(['kind']);
  });
});

describe('without a terminal', () => {
  it('all of it is named at once, arguments first, with an example that has it', () => {
    const failure = missingFailure(missing(''), command);
    expect(failure).toMatchObject({code: 'ARGUMENT_MISSING', exitCode: 2, subject: 'command service move'});
    expect(failure.message).toBe(
      '4 things are missing: argument NAME (name of the service), argument NODES (names of nodes), flag --env (environment), flag --kind (mysql or redis).',
    );
    expect(failure.hint).toBe(
      'Add NAME, NODES, --env and --kind KIND, as in muster service move db web-1 web-2 --env prod --kind mysql',
    );
    expect(failure.details['missing']).toMatchObject([
      {kind: 'argument', name: 'name', example: 'cache'},
      {kind: 'argument', name: 'nodes', example: 'web-1'},
      {kind: 'flag', name: 'env', variable: 'TEST_ENV', example: 'prod'},
      {kind: 'flag', name: 'kind', variable: 'TEST_KIND', example: 'mysql'},
    ]);
  });

  it('a single flag is named with its variable', () => {
    expect(missingFailure(missing('db web-1 --env prod'), command)).toMatchObject({
      code: 'FLAG_MISSING',
      subject: 'flag --kind',
      message: 'The flag --kind is missing: mysql or redis.',
      hint: 'Add --kind KIND, or set TEST_KIND, as in muster service move db web-1 web-2 --env prod --kind mysql',
    });
  });
});

describe('an answer', () => {
  const connect = {parse: valueParser(connection, '--connect')};

  it('is refused as the parser would refuse it', async () => {
    expect(await answerProblem('ssh://ops@host', connect)).toBeNull();
    expect(await answerProblem('ftp://host', connect)).toBe(
      '--connect must be local, ssh://user@host[:port] or tcp://host:port, not "ftp://host": it is neither of these.',
    );
  });

  it.each([
    ['web-1', 'node', null],
    ['WEB-1', 'node', null],
    ['web_1', 'node', /^The node name "web_1" is not legal/],
    ['a.com:8080', 'entry', null],
    ['a.com:0', 'entry', /^a\.com:0 is not an address: the port is "0"/],
  ] as const)('%s, as the name of a new %s, is judged by the rule for it', async (answer, newName, problem) => {
    const found = await answerProblem(answer, {newName});
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });
});
