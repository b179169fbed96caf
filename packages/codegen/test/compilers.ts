import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';
import type * as typescript7 from 'typescript-7/unstable/sync';

/** One version of TypeScript that has opened a folder of files. */
export interface Compiler {
  readonly errorsIn: (file: string) => readonly string[];
  /** Returns the completions that an editor offers at a position of a file. */
  readonly completionsAt: (file: string, position: number) => readonly string[];
  readonly close: () => void;
}

/** The package of each version. */
const PACKAGES = {
  '5.4': 'typescript-5.4',
  '5.9': 'typescript-5.9',
  '6': 'typescript',
  '7': 'typescript-7/unstable/sync',
} as const;

type Version = keyof typeof PACKAGES;

export const VERSIONS = Object.keys(PACKAGES) as Version[];

const SETTINGS = {
  strict: true,
  noEmit: true,
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
};

export function openCompiler(version: Version, folder: string, files: readonly string[]): Compiler {
  const compiler: unknown = createRequire(import.meta.url)(PACKAGES[version]);
  return version === '7'
    ? overServer(compiler as typeof typescript7, folder, files)
    : inProcess(compiler as typeof ts, folder, files);
}

function inProcess(compiler: typeof ts, folder: string, files: readonly string[]): Compiler {
  const { options } = compiler.convertCompilerOptionsFromJson({ ...SETTINGS, lib: ['es2022'] }, folder);
  const service = compiler.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => files.map((file) => join(folder, file)),
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = compiler.sys.readFile(path);
      return text === undefined ? undefined : compiler.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings) => compiler.getDefaultLibFilePath(settings),
    fileExists: compiler.sys.fileExists,
    readFile: compiler.sys.readFile,
  });
  return {
    errorsIn: (file) =>
      [
        ...service.getSyntacticDiagnostics(join(folder, file)),
        ...service.getSemanticDiagnostics(join(folder, file)),
      ].map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, '\n')),
    completionsAt: (file, position) =>
      namesOf(service.getCompletionsAtPosition(join(folder, file), position, undefined)),
    close: () => service.dispose(),
  };
}

/** Uses the server of TypeScript 7, which has no language service in JavaScript. */
function overServer({ API }: typeof typescript7, folder: string, files: readonly string[]): Compiler {
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...SETTINGS, lib: ['es2022'] }, files }));
  const server = new API({ cwd: folder });
  const project = server.updateSnapshot({ openProjects: [config] }).getProject(config);
  if (project === undefined) throw new Error(`TypeScript 7 did not open ${config}`);
  const { checker, program } = project;
  return {
    errorsIn: (file) =>
      [
        ...program.getSyntacticDiagnostics(join(folder, file)),
        ...program.getSemanticDiagnostics(join(folder, file)),
      ].map(({ text }) => text),
    completionsAt: (file, position) => namesOf(checker.getCompletionsAtPosition(join(folder, file), position)),
    close: () => server.close(),
  };
}

function namesOf(completions: { readonly entries: readonly { readonly name: string }[] } | undefined): string[] {
  return completions?.entries.map(({ name }) => name) ?? [];
}
