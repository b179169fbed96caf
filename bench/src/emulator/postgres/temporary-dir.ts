import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes away by itself. */
export function makeTemporaryDir(): { readonly dir: string } & Disposable {
  const dir = mkdtempSync(join(tmpdir(), 'neon-emulator-bench-'));
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}
