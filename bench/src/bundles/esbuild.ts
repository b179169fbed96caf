import { createRequire } from 'node:module';
import { relative, resolve } from 'node:path';

interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

interface Esbuild {
  build(options: object): Promise<{
    readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array }[];
    readonly metafile: { readonly outputs: Readonly<Record<string, Output>> };
  }>;
}

// The one that tsx brings along.
const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as Esbuild;

export interface BundleForm {
  /** Whether what is imported dynamically becomes files of its own, or a part of the one file. */
  readonly splitting: boolean;
}

/** A source bundled for browsers and minified: the files that a page loads at once, in ESM. */
export async function bundle(source: string, resolveDir: string, { splitting }: BundleForm): Promise<Uint8Array[]> {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: source, resolveDir, sourcefile: 'entry.js', loader: 'js' },
    absWorkingDir: resolveDir,
    outdir: 'out',
    splitting,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
  const atOnce = findStart(metafile.outputs);
  return outputFiles
    .filter(({ path }) => atOnce.has(relative(resolve(resolveDir), path).replaceAll('\\', '/')))
    .map(({ contents }) => contents);
}

/** The entry and what it imports, but for what it imports later. */
function findStart(outputs: Readonly<Record<string, Output>>): Set<string> {
  const [entry] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === 'entry.js') ?? [];
  if (entry === undefined) throw new Error('esbuild wrote nothing');
  const found = new Set([entry]);
  for (const path of found) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import' && imported in outputs) found.add(imported);
    }
  }
  return found;
}
