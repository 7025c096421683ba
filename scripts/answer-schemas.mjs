import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {getLibFiles, libFolderInMemoryPath, ts} from '@ts-morph/common';
import {schemaOf} from './answer-schemas/schema-of-type.mjs';

const root = join(import.meta.dirname, '..');
/** What every answer has beside its data. */
const {warnings} = JSON.parse(readFileSync(join(root, 'schemas', 'answer.schema.json'), 'utf8')).properties;
const folder = join(root, 'schemas', 'answers');

/** The JSON Schema of what each command answers with `--json`, by the command's name, from the types of its `run`. */
export function answerSchemas() {
  const commands = commandFiles();
  const entry = join(root, 'src', 'every-answer.ts');
  const {options, fileNames} = configuration();
  const host = ts.createCompilerHost(options);
  const libraries = getLibFiles().map(({fileName, text}) => [join(libFolderInMemoryPath, fileName), text]);
  const texts = new Map([[entry, entryText(commands)], ...libraries]);
  const readFile = host.readFile.bind(host);
  host.getDefaultLibLocation = () => libFolderInMemoryPath;
  host.getDefaultLibFileName = (wanted) => join(libFolderInMemoryPath, ts.getDefaultLibFileName(wanted));
  host.fileExists = (path) => texts.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) =>
    texts.has(path) ? ts.createSourceFile(path, texts.get(path), ts.ScriptTarget.ES2023) : getSourceFile(path, ...rest);
  const program = ts.createProgram([entry, ...fileNames.filter((path) => path.endsWith('.d.ts'))], options, host);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)));
  const types = new Map(exported.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]));
  return Object.fromEntries(
    commands.map(({name}, index) => [name, document(name, schemaOf(types.get(`Answer${index}`), checker))]),
  );
}

/** As they stand in `schemas/answers/`. */
export function answerSchemaTexts() {
  // On one line each: they are a good part of what the package weighs.
  return Object.fromEntries(Object.entries(answerSchemas()).map(([name, schema]) => [name, `${JSON.stringify(schema)}\n`]));
}

function commandFiles() {
  const commands = join(root, 'src', 'commands');
  return readdirSync(commands, {recursive: true, withFileTypes: true})
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => relative(commands, join(file.parentPath, file.name)).replace(/\.ts$/, ''))
    .sort()
    .map((path) => ({path, name: path.replaceAll('/', '-')}));
}

function entryText(commands) {
  return commands
    .map(
      ({path}, index) =>
        `import type C${index} from './commands/${path}.js';\nexport type Answer${index} = Extract<Awaited<ReturnType<C${index}['run']>>, {data: unknown}>['data'];`,
    )
    .join('\n');
}

function configuration() {
  const {config} = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent({...config, include: ['src']}, ts.sys, root);
}

function document(name, {schema, definitions}) {
  if (Object.keys(schema).length === 0) throw new Error(`The type of what ${name} answers is not known`);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `What \`muster ${name.replaceAll('-', ' ')} --json\` writes to stdout when it succeeds`,
    type: 'object',
    required: ['data', 'warnings'],
    additionalProperties: false,
    properties: {data: schema, warnings},
    ...(Object.keys(definitions).length > 0 ? {$defs: definitions} : {}),
  };
}

if (process.argv[1] === import.meta.filename) {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  for (const [name, text] of Object.entries(answerSchemaTexts())) writeFileSync(join(folder, `${name}.schema.json`), text);
}
