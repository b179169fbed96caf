import { dirname, join, posix } from 'node:path';
import { ts } from '../compiler/index.ts';

/** Source files by absolute path, which exist only in memory. */
export type VirtualFiles = ReadonlyMap<string, ts.SourceFile>;

/**
 * The most common settings: strict, without `exactOptionalPropertyTypes`, which `strict` does not include. The library is
 * ES5: the generated types need only arrays and `Record`.
 */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  noResolve: false,
  skipLibCheck: true,
  types: [],
  lib: ['lib.es5.d.ts'],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** The DOM types that the emitter looks up. Private members make them distinct. */
const GLOBALS = `
declare class Bytes { private readonly bytes: 0 }
declare class Stream { private readonly stream: 0 }
declare var Blob: { prototype: Bytes };
declare var ReadableStream: { prototype: Stream };
`;
const GLOBALS_FILE = '/globals.d.ts';

const LIB_FOLDER = dirname(ts.getDefaultLibFilePath(OPTIONS));
const library = new Map<string, ts.SourceFile>();

export function virtualFile(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

const globals = virtualFile(GLOBALS_FILE, GLOBALS);

/** Creates a program from files that exist only in memory. */
export function virtualProgram(files: VirtualFiles, roots: readonly string[]): ts.Program {
  const host: ts.CompilerHost = {
    getSourceFile: (path) => files.get(path) ?? (path === GLOBALS_FILE ? globals : libraryFile(path)),
    getDefaultLibFileName: () => join(LIB_FOLDER, 'lib.es5.d.ts'),
    getDefaultLibLocation: () => LIB_FOLDER,
    fileExists: (path) => files.has(path) || path.startsWith(LIB_FOLDER),
    readFile: (path) => files.get(path)?.text ?? ts.sys.readFile(path),
    resolveModuleNames: (names, from) =>
      names.map((name) => {
        const path = posix.join(posix.dirname(from), name).replace(/\.js$/, '.d.ts');
        return files.has(path) ? { resolvedFileName: path, extension: ts.Extension.Dts } : undefined;
      }),
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  return ts.createProgram({ rootNames: [GLOBALS_FILE, ...roots], options: OPTIONS, host });
}

function libraryFile(path: string): ts.SourceFile | undefined {
  if (!path.startsWith(LIB_FOLDER)) return undefined;
  const known = library.get(path);
  if (known !== undefined) return known;
  const text = ts.sys.readFile(path);
  if (text === undefined) return undefined;
  const file = virtualFile(path, text);
  library.set(path, file);
  return file;
}
