import { chmod, writeFile } from 'node:fs/promises';

/** Writes secrets for the owner alone, also over a file that others could read. */
export async function writeEnvFile(path: string, text: string): Promise<void> {
  // Before the secrets are in it: the mode of `writeFile` counts for new files only.
  await chmod(path, 0o600).catch((error: unknown) => {
    if (Object(error).code !== 'ENOENT') throw error;
  });
  await writeFile(path, text, { mode: 0o600 });
}
