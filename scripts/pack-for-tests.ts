import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packAll, type Tarball } from './pack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The packages of the workspace, packed once before the repository's tests. */
    tarballs: readonly Tarball[];
  }
}

/** Vitest's global setup: packs the packages, and removes the tarballs after the last test. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-packed-'));
  project.provide('tarballs', await packAll(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}
