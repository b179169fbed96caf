import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { extensionDirIn, libraryDirIn } from './postgres-layout.ts';

/** Files of extensions that a user adds to the embedded Postgres. */
export interface AddedExtensions {
  readonly controls: readonly string[];
  readonly scripts: readonly string[];
  readonly libraries: readonly string[];
  /** Changes when the name or content of a file changes. */
  readonly key: string;
}

const LIBRARY = /\.(?:so|dylib|dll)$/;

/**
 * Finds extension files anywhere below `dir`. Skips folders named after another major version, as in Debian's packages.
 *
 * @throws Error if the folder cannot be read or has no extension for this version
 */
export async function readAddedExtensions(dir: string, majorVersion: number): Promise<AddedExtensions> {
  const files = (await listFiles(dir)).filter((path) => isFor(relative(dir, path), majorVersion));
  const controls = files.filter((path) => path.endsWith('.control'));
  if (controls.length === 0)
    throw new Error(
      `${dir} has no extension for Postgres ${majorVersion}: it contains no .control file. ` +
        'Pass the folder that you unpacked the extension into (--extensions DIR, or the option extensions).',
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
    throw new Error(`The extensions folder cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function isFor(path: string, majorVersion: number): boolean {
  const named = path.split(sep).find((part) => /^1\d$/.test(part));
  return named === undefined || named === String(majorVersion);
}
