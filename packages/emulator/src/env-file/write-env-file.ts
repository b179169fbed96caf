import { chownSync, lstatSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { EmulatorStartError } from '../errors/index.ts';
import { errorCode, replaceFileSync } from '../support/index.ts';
import { setVariables } from './set-variables.ts';

/**
 * Sets variables in a .env file, and creates the file if it is missing. It is replaced in one step and gets the mode
 * 0600. Of a symbolic link, the target is replaced.
 *
 * @throws EmulatorStartError if the file cannot be read or written.
 */
export function writeEnvFile(path: string, variables: Readonly<Record<string, string>>): void {
  try {
    const target = followLinks(resolve(path));
    const before = statSync(target, { throwIfNoEntry: false });
    if (before && !before.isFile()) throw new Error('it is not a file');
    const text = before ? readFileSync(target, 'utf8') : '';
    replaceFileSync(target, setVariables(text, variables), `${target}.${process.pid}.draft`);
    if (before && process.getuid?.() === 0) chownSync(target, before.uid, before.gid);
  } catch (error) {
    throw new EmulatorStartError(
      `Cannot write ${path}: ${messageOf(error)}. Choose a file in a folder that this user can write to.`,
    );
  }
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** Returns the file that a path leads to, which need not exist. */
function followLinks(path: string): string {
  let target = path;
  for (let followed = 0; followed < MOST_LINKS; followed += 1) {
    if (!isLink(target)) return target;
    target = resolve(dirname(target), readlinkSync(target));
  }
  throw new Error('its symbolic links form a circle');
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
