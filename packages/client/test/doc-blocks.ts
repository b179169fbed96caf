import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const GUIDES = 'docs/guides';

/** A ```ts block of a document. */
export interface DocBlock {
  readonly path: string;
  /** The line of the document where it begins, from 1. */
  readonly line: number;
  readonly code: string;
}

// Packages that the client is tested with. Not cross-fetch, whose types would add the DOM to every block.
const KNOWN_IMPORT = /^(@neon-api\/.+|node:.+|node-fetch|undici)$/;

/** The blocks of our README and the guides that import only packages of this repository, Node's, and a fetch. */
export function readDocBlocks(): DocBlock[] {
  const guides = readdirSync(join(ROOT, GUIDES)).filter((name) => name.endsWith('.md'));
  return ['packages/client/README.md', ...guides.map((name) => `${GUIDES}/${name}`)]
    .flatMap((path) => readBlocks(path))
    .filter(({ code }) => importsOf(code).every((name) => KNOWN_IMPORT.test(name)));
}

/** Returns the blocks of one document in a language; the path is relative to the root of the repository. */
export function readBlocks(path: string, language = 'ts'): DocBlock[] {
  return blocksOf(path, readFileSync(join(ROOT, path), 'utf8'), language);
}

/** Returns the values that `@neon-api/helpers` exports; read as text, because the client must not import it. */
export function helperNames(): string[] {
  const index = readFileSync(join(ROOT, 'packages/helpers/src/index.ts'), 'utf8');
  return [...index.matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

function blocksOf(path: string, text: string, language: string): DocBlock[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(({ index, 1: code = '' }) => ({
    path,
    line: text.slice(0, index).split('\n').length + 1,
    code,
  }));
}

function importsOf(code: string): string[] {
  return [...code.matchAll(/\bfrom '([^']+)'/g)].map(([, name = '']) => name);
}

/** Returns the compiler errors of each block, in order. `preamble` declares what the blocks assume. */
export function typeCheck(blocks: readonly DocBlock[], preamble: string): string[][] {
  const folder = join(ROOT, 'packages/client/test/doc-blocks');
  const sources = new Map(blocks.map(({ code }, index) => [join(folder, `${index}.ts`), asModule(code)]));
  const names = [...sources.keys()];
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
    // The sources, so that the check does not depend on a build.
    paths: {
      '@neon-api/client': [join(ROOT, 'packages/client/src/index.ts')],
      '@neon-api/client/minimal': [join(ROOT, 'packages/client/src/minimal.ts')],
      '@neon-api/client/operations': [join(ROOT, 'packages/client/src/generated/operations.ts')],
      '@neon-api/client/otel': [join(ROOT, 'packages/client/src/otel/index.ts')],
      '@neon-api/fleet': [join(ROOT, 'packages/fleet/src/index.ts')],
      '@neon-api/helpers': [join(ROOT, 'packages/helpers/src/index.ts')],
      '@neon-api/helpers/node': [join(ROOT, 'packages/helpers/src/node/index.ts')],
    },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  const globals = join(folder, 'globals.d.ts');
  sources.set(globals, preamble);
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  const program = ts.createProgram([globals, ...names], options, host);
  const problems = (name: string): string[] => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
  const wrongPreamble = problems(globals);
  if (wrongPreamble.length > 0) throw new Error(`The preamble is wrong: ${wrongPreamble.join('\n')}`);
  return names.map(problems);
}

/** Wraps a block in a function, with its imports outside, so that it can return and shadow declared names. */
function asModule(code: string): string {
  if (/^export /m.test(code)) return code;
  const isImport = (statement: ts.Statement): boolean => ts.isImportDeclaration(statement);
  const file = ts.createSourceFile('block.ts', code, ts.ScriptTarget.ES2022);
  const imports = file.statements.filter(isImport).map((statement) => statement.getText(file));
  const rest = file.statements
    .filter((statement) => !isImport(statement))
    .map((statement) => statement.getFullText(file));
  return `${imports.join('\n')}\nexport async function block() {\n${rest.join('')}\n}\n`;
}
