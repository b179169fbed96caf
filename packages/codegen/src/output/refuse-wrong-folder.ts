import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CodegenUsageError } from '../codegen-error.ts';
import { fsReason } from '../fs-reason.ts';

export type FolderUse = 'read' | 'write';

/** Throws if no file can be written to `folder`, the value of `flag`. Creates nothing. */
export function refuseWrongFolder(folder: string, flag: string, use: FolderUse): void {
  const refuse = (fault: string, remedy: string) => new CodegenUsageError(`${flag} ${folder}: ${fault}. ${remedy}`);
  const existing = nearestExisting(resolve(folder));
  const shown = existing === resolve(folder) ? 'this' : existing;
  let isFolder: boolean;
  try {
    isFolder = statSync(existing).isDirectory();
  } catch (cause) {
    const isBroken = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw refuse(
      isBroken
        ? `${shown} is a symbolic link to a path that does not exist`
        : `${shown} cannot be read: ${fsReason(cause)}`,
      `Repair it, or pass ${flag} the path of a folder.`,
    );
  }
  if (!isFolder) throw refuse(`${shown} is a file, not a folder`, `Pass ${flag} the path of a folder.`);
  if (use === 'read') return;
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw refuse(
      `${shown} cannot be written: ${fsReason(cause)}`,
      `Change its permissions, or pass ${flag} another folder.`,
    );
  }
}

function nearestExisting(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    if (exists(at) || dirname(at) === at) return at;
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // The parent folder is a file or cannot be searched. The loop continues with the parent.
    return false;
  }
}
