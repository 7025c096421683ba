import {mergeLines} from '../../../core/domain/merge-lines.js';
import {exitCodes, Failure} from '../../../core/domain/errors.js';
import {compareText} from '../../../core/domain/names.js';
import type {LogRequest} from '../../../core/ports/engine.js';
import type {DockerCommand} from '../../../core/ports/links.js';
import {logArgs} from './argv.js';
import {composeLabels, type ContainerSummary} from './docker-types.js';
import {listProject, type EngineAccess} from './engine-access.js';

interface Source {
  readonly prefix: string;
  readonly command: DockerCommand;
}

/** Followed lines come as they are written; lines of the past are put in order of time. */
export async function* readLogs(access: EngineAccess, request: LogRequest): AsyncIterable<string> {
  const containers = await listProject(access, request.project);
  const found = request.names.flatMap((name) =>
    containers.filter((container) => container.Labels[composeLabels.service] === name),
  );
  if (found.length === 0) throw nothingToRead(access, request);
  const several = found.length > 1;
  const sources = found.map((container) => sourceOf(request, container));
  if (several && !request.follow) yield* inOrder(access, sources);
  else yield* mergeLines(sources.map((source) => prefixed(access, source, several)));
}

function sourceOf(request: LogRequest, container: ContainerSummary): Source {
  const {tail, follow, since} = request;
  const timestamps = request.names.length > 1 && !follow;
  const args = logArgs({container: container.Id, tail, follow, timestamps, ...(since === undefined ? {} : {since})});
  return {prefix: `${container.Labels[composeLabels.service] ?? ''} | `, command: {args}};
}

async function* prefixed(access: EngineAccess, source: Source, several: boolean): AsyncGenerator<string> {
  for await (const line of access.link.docker.lines(source.command)) yield several ? source.prefix + line : line;
}

async function* inOrder(access: EngineAccess, sources: readonly Source[]): AsyncGenerator<string> {
  const lines = await Promise.all(
    sources.map(async (source) => {
      const stamped: {at: string; text: string}[] = [];
      for await (const line of access.link.docker.lines(source.command)) {
        const end = line.indexOf(' ');
        stamped.push({at: line.slice(0, end), text: source.prefix + line.slice(end + 1)});
      }
      return stamped;
    }),
  );
  for (const line of lines.flat().sort((a, b) => compareText(a.at, b.at))) yield line.text;
}

function nothingToRead(access: EngineAccess, request: LogRequest): Failure {
  return new Failure({
    code: 'NOT_FOUND',
    exit: exitCodes.notFound,
    message: `No container of ${request.names.join(', ')} is on node ${access.node}.`,
    hint: 'muster status',
    details: {node: access.node, project: request.project, names: request.names},
  });
}
