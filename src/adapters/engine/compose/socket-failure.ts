import {access, constants} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {exitCodes, Failure} from '../../../core/domain/errors.js';

/** Why the engine's socket gave no answer. */
export async function socketFailure(error: unknown, socketPath: string): Promise<Failure> {
  const reason = errorCode(error);
  const facts = {exit: exitCodes.outside, details: {socket: socketPath, reason}, cause: error};
  if (reason === 'EACCES' || reason === 'EPERM') {
    return new Failure({
      ...facts,
      code: 'DOCKER_FORBIDDEN',
      message: `You may not use Docker's socket ${socketPath}.`,
      hint: 'sudo usermod -aG docker $USER, then log in again',
    });
  }
  if (reason === 'ENOENT' && !(await isInstalled('docker'))) {
    return new Failure({
      ...facts,
      code: 'DOCKER_MISSING',
      message: 'Docker is not installed on this machine.',
      hint: 'Install Docker Engine and its Compose plugin, then run muster doctor',
    });
  }
  const message =
    reason === 'ETIMEDOUT'
      ? `Docker does not answer on ${socketPath}.`
      : `Docker is not running: nothing answers on ${socketPath}.`;
  return new Failure({...facts, code: 'DOCKER_DOWN', message, hint: 'sudo systemctl start docker, then muster doctor'});
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}

async function isInstalled(program: string): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
