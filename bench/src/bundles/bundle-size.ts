import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './esbuild.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Bundles a source into one minified file, and returns its gzipped size in bytes. */
export async function measureBundle(source: string): Promise<number> {
  return gzipSync(await bundle(source, HERE), { level: 9 }).length;
}
