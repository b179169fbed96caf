import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { FOREIGN_EXTENSIONS, OPENED_EXTENSIONS } from './neon-extensions.ts';
import { extensionDirIn } from './postgres-layout.ts';

/** Grants that Neon adds for its owner role (compute-node.Dockerfile); the extension scripts grant nothing. */
const GRANTS: readonly { readonly creates: RegExp; readonly grant: string }[] = [
  {
    creates: /^CREATE FOREIGN DATA WRAPPER postgres_fdw\b/m,
    grant: 'GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO neon_superuser;',
  },
  {
    creates: /^CREATE FUNCTION pg_stat_statements_reset\(/m,
    grant: 'GRANT EXECUTE ON FUNCTION pg_stat_statements_reset TO neon_superuser;',
  },
];

/** Makes extensions behave as on Neon: opens those that Neon opens, and explains those that are not included. */
export async function prepareExtensions(postgresDir: string): Promise<void> {
  const dir = await extensionDirIn(postgresDir);
  const files = await unlessCode(readdir(dir), 'ENOENT');
  if (files === undefined) return;
  const isIncluded = (extension: string): boolean => files.includes(`${extension}.control`);
  for (const extension of [...OPENED_EXTENSIONS, ...FOREIGN_EXTENSIONS].filter(isIncluded))
    await open(dir, extension, files);
  for (const extension of FOREIGN_EXTENSIONS.filter((name) => !isIncluded(name))) await explainAbsence(dir, extension);
}

async function open(dir: string, extension: string, files: readonly string[]): Promise<void> {
  await appendFile(join(dir, `${extension}.control`), '\ntrusted = true\n');
  for (const file of files.filter((name) => name.startsWith(`${extension}--`))) {
    const path = join(dir, file);
    const script = await readFile(path, 'utf8');
    const grants = GRANTS.filter(({ creates }) => creates.test(script)).map(({ grant }) => `\n${grant}\n`);
    if (grants.length > 0) await appendFile(path, grants.join(''));
  }
}

/** Adds a stub whose script fails with a helpful hint; the hint of Postgres says to install it on "the system". */
async function explainAbsence(dir: string, extension: string): Promise<void> {
  const comment = 'not included in the Postgres of the emulator';
  const control = `comment = '${comment}'\ndefault_version = '0'\nrelocatable = true\ntrusted = true\n`;
  const script = `DO $$ BEGIN
  RAISE EXCEPTION 'extension "${extension}" is ${comment}' USING ERRCODE = 'feature_not_supported',
    HINT = 'Start the emulator with --extensions DIR, a folder with the files of ${extension}, or with --postgres system and a Postgres that has it.';
END $$;
`;
  await writeFile(join(dir, `${extension}--0.sql`), script);
  await writeFile(join(dir, `${extension}.control`), control);
}
