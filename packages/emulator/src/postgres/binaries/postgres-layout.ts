import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';

/** Returns the folder of extension files in an unpacked Postgres; Windows builds have fewer folder levels. */
export function extensionDirIn(postgresDir: string): Promise<string> {
  return firstThatExists(
    join(postgresDir, 'share', 'postgresql', 'extension'),
    join(postgresDir, 'share', 'extension'),
  );
}

/** Returns the folder that Postgres calls `$libdir`. */
export function libraryDirIn(postgresDir: string): Promise<string> {
  return firstThatExists(join(postgresDir, 'lib', 'postgresql'), join(postgresDir, 'lib'));
}

async function firstThatExists(preferred: string, other: string): Promise<string> {
  const exists = await unlessCode(
    access(preferred).then(() => true),
    'ENOENT',
  );
  return exists ? preferred : other;
}
