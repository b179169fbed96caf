import { join } from 'node:path';
import { openCacheDir } from './binaries/index.ts';
import { ensureAdminPassword, makeGuardedDir } from './root-dir/index.ts';

/** Goes up when what is in a template changes. */
const FORM = 2;

/** Templates that stay when an emulator ends, so that the next one need not make them: initdb takes a second. */
export interface SharedTemplates {
  readonly templatesDir: string;
  /** The password of `cloud_admin` in them. */
  readonly adminPassword: string;
}

/** Undefined when the cache folder cannot be had: each emulator then makes templates of its own. */
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
