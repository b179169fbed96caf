import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './esbuild.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** What a bundler makes of a source, all in one file, minified and gzipped, in bytes. */
export async function measureBundle(source: string): Promise<number> {
  return gzipSync(await bundle(source, HERE), { level: 9 }).length;
}
