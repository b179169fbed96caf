import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';

/** Where the files of extensions are in an unpacked Postgres; on Windows its folders are less deep. */
export function extensionDirIn(postgresDir: string): Promise<string> {
  return firstThatExists(
    join(postgresDir, 'share', 'postgresql', 'extension'),
    join(postgresDir, 'share', 'extension'),
  );
}

/** Where Postgres looks for `$libdir`. */
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
