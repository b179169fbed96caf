import { chmod, writeFile } from 'node:fs/promises';

/** Writes secrets to a file that only its owner can read, even if the file exists with other permissions. */
export async function writeEnvFile(path: string, text: string): Promise<void> {
  // Before the secrets are written. The mode of `writeFile` only applies to new files.
  await chmod(path, 0o600).catch((error: unknown) => {
    if (Object(error).code !== 'ENOENT') throw error;
  });
  await writeFile(path, text, { mode: 0o600 });
}
