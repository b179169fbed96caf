import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates a folder that is deleted at the end of its scope (`using`). */
export function makeTemporaryDir(): { readonly dir: string } & Disposable {
  const dir = mkdtempSync(join(tmpdir(), 'neon-emulator-bench-'));
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}
