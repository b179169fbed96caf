import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Esbuild {
  build(options: object): Promise<unknown>;
}

// The esbuild that tsx depends on.
const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as Esbuild;

/** Bundles an entry of the smoke program into one module for every runtime: no condition or built-in of Node is used. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, entry)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
}
