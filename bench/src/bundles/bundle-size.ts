import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './esbuild.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The two forms that a bundler can give a source, gzipped, in bytes. */
export interface BundleSize {
  /** What is loaded at once where dynamic imports become files of their own. */
  readonly initialChunk: number;
  /** All in one file, for a bundler that does not split. */
  readonly oneFile: number;
}

export async function measureBundle(source: string): Promise<BundleSize> {
  const sizeOf = async (splitting: boolean): Promise<number> => {
    const files = await bundle(source, HERE, { splitting });
    return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  };
  return { initialChunk: await sizeOf(true), oneFile: await sizeOf(false) };
}
