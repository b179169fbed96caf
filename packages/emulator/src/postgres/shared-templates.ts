import { join } from 'node:path';
import { openCacheDir } from './binaries/index.ts';
import { ensureAdminPassword, makeGuardedDir } from './root-dir/index.ts';

/** Raise this when the content of a template changes. */
const FORM = 3;

/** Templates that the next emulator reuses, because initdb takes a second. */
export interface SharedTemplates {
  readonly templatesDir: string;
  /** The templates' password for `cloud_admin`. */
  readonly adminPassword: string;
}

/** Returns undefined if no cache folder is usable; each emulator then makes its own templates. */
export async function openSharedTemplates(): Promise<SharedTemplates | undefined> {
  try {
    const dir = join(await openCacheDir(), `templates-${FORM}`);
    await makeGuardedDir(dir);
    const templatesDir = join(dir, 'data');
    await makeGuardedDir(templatesDir);
    return { templatesDir, adminPassword: await ensureAdminPassword(join(dir, 'cloud-admin-password')) };
  } catch {
    return undefined;
  }
}
