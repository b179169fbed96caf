import ts from 'typescript';

/** What an editor shows for a name. */
export interface QuickInfo {
  /** The type or the signature. */
  readonly display: string;
  /** The documentation. */
  readonly documentation: string;
  /** Tags such as `@deprecated`, with their text. */
  readonly tags: readonly string[];
}

/** Returns the information for the first match of a pattern in a file. */
export type Editor = (fileName: string, pattern: RegExp) => QuickInfo;

/** Queries TypeScript's language service as an editor does, over in-memory files. */
export function editorOf(files: Readonly<Record<string, string>>): Editor {
  const service = ts.createLanguageService(host(files));
  return (fileName, pattern) => {
    const position = pattern.exec(files[fileName] ?? '')?.index;
    const info = position === undefined ? undefined : service.getQuickInfoAtPosition(fileName, position);
    if (info === undefined) throw new Error(`${fileName} has no ${pattern}`);
    return {
      display: ts.displayPartsToString(info.displayParts),
      documentation: ts.displayPartsToString(info.documentation),
      tags: (info.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`.trim()),
    };
  };
}

/** Returns the completions at the first match of a pattern in a file. */
export function completionsOf(
  files: Readonly<Record<string, string>>,
  fileName: string,
  pattern: RegExp,
): readonly string[] {
  const position = pattern.exec(files[fileName] ?? '')?.index;
  if (position === undefined) throw new Error(`${fileName} has no ${pattern}`);
  const completions = ts.createLanguageService(host(files)).getCompletionsAtPosition(fileName, position, undefined);
  return completions?.entries.map(({ name }) => name) ?? [];
}

function host(files: Readonly<Record<string, string>>): ts.LanguageServiceHost {
  return {
    getCompilationSettings: () => ({
      strict: true,
      types: [],
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    }),
    getScriptFileNames: () => Object.keys(files),
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = files[path] ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => Object.hasOwn(files, path) || ts.sys.fileExists(path),
    readFile: (path) => files[path] ?? ts.sys.readFile(path),
  };
}
