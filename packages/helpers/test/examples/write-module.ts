import ts from 'typescript';
import type { Example } from './read-examples.ts';

/** Names that an example may use without an import or a declaration. */
export interface Scope {
  /** Names of imported values, by module. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** Names of the fields of `Given` in `./given.ts`. */
  readonly given: readonly string[];
}

/** Writes one module that has every example as a function. */
export function writeModule(examples: readonly Example[], { imports, given }: Scope): string {
  const lines = Object.entries(imports).map(([from, names]) => `import { ${names.join(', ')} } from '${from}';`);
  const functions = examples.map(
    ({ code = '' }, index) =>
      `export async function example${index}({ ${given.join(', ')} }: Given): Promise<void> {\n{\n${code}\n}\n}`,
  );
  return [...lines, "import type { Given } from './given.ts';", ...functions].join('\n');
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  ...{ types: ['node'], strict: true, exactOptionalPropertyTypes: true },
  ...{ allowImportingTsExtensions: true, skipLibCheck: true, noEmit: true },
};

/** Compiles texts as if they were modules at these paths, and returns the type errors of each. */
export function findTypeErrors(texts: Readonly<Record<string, string>>): Record<string, string[]> {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => Object.hasOwn(texts, name) || fileExists(name);
  host.readFile = (name) => texts[name] ?? readFile(name);
  const program = ts.createProgram(Object.keys(texts), OPTIONS, host);
  const errorsOf = (path: string, text: string): string[] => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start = 0 }) => {
        const line = text.slice(0, start).split('\n').length;
        return `${text.split('\n')[line - 1]}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      },
    );
  };
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, errorsOf(path, text)]));
}

type Run = (scope: Readonly<Record<string, unknown>>) => Promise<void>;

/** Compiles an example into a function of the values that it may use. */
export function compile({ code = '' }: Example): Run {
  const wrapped = `return (async () => {\n${code}\n})();`;
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(wrapped, { compilerOptions: options });
  return (scope) => new Function(...Object.keys(scope), outputText)(...Object.values(scope));
}
