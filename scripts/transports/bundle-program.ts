import { createRequire } from 'node:module';
import { join } from 'node:path';
import { slimDocumentPlugin } from '../../packages/emulator/slim-document.js';
import { ROOT } from '../repository.ts';

interface Esbuild {
  build(options: object): Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

// The esbuild that tsx depends on.
const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as Esbuild;

/** Bundles a program of `packages/emulator/test/remote` as a page or worker loads it: without Node. */
export async function bundleProgram(entry: 'page.ts' | 'worker.ts'): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(ROOT, 'packages/emulator/test/remote', entry)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // Only functions that are dropped import them; a runtime would refuse the program otherwise.
    external: ['node:*'],
    plugins: [slimDocumentPlugin],
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
