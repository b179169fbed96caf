import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { errorMessage } from '../errors.ts';
import { extensionDirIn, libraryDirIn } from './postgres-layout.ts';

/** Files of extensions that a user adds to the embedded Postgres. */
export interface AddedExtensions {
  readonly controls: readonly string[];
  readonly scripts: readonly string[];
  readonly libraries: readonly string[];
  /** Differs when the name or the content of a file does. */
  readonly key: string;
}

const LIBRARY = /\.(?:so|dylib|dll)$/;

/**
 * The files of extensions anywhere below `dir`. In a folder named after a major version, as Debian's packages have them,
 * only files for this version are taken.
 *
 * @throws Error when the folder cannot be read or has no extension for this version
 */
export async function readAddedExtensions(dir: string, majorVersion: number): Promise<AddedExtensions> {
  const files = (await listFiles(dir)).filter((path) => isFor(relative(dir, path), majorVersion));
  const controls = files.filter((path) => path.endsWith('.control'));
  if (controls.length === 0)
    throw new Error(
      `${dir} has no extension for Postgres ${majorVersion}: no file ends in .control. ` +
        'Name the folder into which you unpacked the extension (--extensions, or the option extensions).',
    );
  const scripts = files.filter((path) => path.endsWith('.sql'));
  const libraries = files.filter((path) => LIBRARY.test(path));
  const hash = createHash('sha256');
  for (const path of [...controls, ...scripts, ...libraries].sort()) {
    const content = await readFile(path);
    hash.update(`${basename(path)}\0${content.length}\0`).update(content);
  }
  return { controls, scripts, libraries, key: hash.digest('hex').slice(0, 12) };
}

export async function addExtensions(added: AddedExtensions, postgresDir: string): Promise<void> {
  const extensionDir = await extensionDirIn(postgresDir);
  const libraryDir = await libraryDirIn(postgresDir);
  for (const path of [...added.controls, ...added.scripts]) await copyFile(path, join(extensionDir, basename(path)));
  for (const path of added.libraries) await copyFile(path, join(libraryDir, basename(path)));
}

async function listFiles(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (cause) {
    throw new Error(`The folder of extensions cannot be read: ${errorMessage(cause)}`, { cause });
  }
}

function isFor(path: string, majorVersion: number): boolean {
  const named = path.split(sep).find((part) => /^1\d$/.test(part));
  return named === undefined || named === String(majorVersion);
}
