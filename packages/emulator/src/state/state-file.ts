import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatorStartError } from '../errors/index.ts';
import { messageOf } from '../support/index.ts';
import type { State } from './records.ts';
import { parseState, serializeState } from './snapshot.ts';

/** Where the state outlives the process. */
export interface StateFile {
  read(): State | undefined;
  write(state: State): void;
}

export function createStateFile(dataDir: string): StateFile {
  const path = join(dataDir, 'control-plane.json');
  return {
    read() {
      if (!existsSync(path)) return undefined;
      try {
        return parseState(readFileSync(path, 'utf8'));
      } catch (error) {
        throw new EmulatorStartError(
          `The emulator's state in ${path} cannot be read: ${messageOf(error)}. Use another data directory, or move the file away.`,
        );
      }
    },
    write: (state) => replaceFile(path, serializeState(state)),
  };
}

/** Writes aside, forces it to the disk, then renames: a crash leaves the old file or the new one, never half of one. */
function replaceFile(path: string, text: string): void {
  const aside = `${path}.new`;
  // It holds passwords: nobody but the owner reads it.
  const file = openSync(aside, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
}
