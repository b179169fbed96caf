import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './esbuild.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

export interface BundleSize {
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
}

export async function measureBundle(source: string): Promise<BundleSize> {
  const contents = await bundle(source, HERE);
  return { minifiedBytes: contents.length, gzipBytes: gzipSync(contents, { level: 9 }).length };
}
