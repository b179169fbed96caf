import { createRequire } from 'node:module';

interface Esbuild {
  build(options: object): Promise<{ readonly outputFiles: readonly { readonly contents: Uint8Array }[] }>;
}

// The copy that tsx depends on.
const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as Esbuild;

/** Bundles a source for browsers into one minified ESM file, including dynamic imports. */
export async function bundle(source: string, resolveDir: string): Promise<Uint8Array> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir, sourcefile: 'entry.js', loader: 'js' },
    absWorkingDir: resolveDir,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild wrote no file.');
  return file.contents;
}
