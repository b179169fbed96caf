import { ts } from '../compiler/index.ts';
import { makeLock, type OpenApiDocument } from '../contract/index.ts';
import type { EmitInput } from '../emit/index.ts';
import type { OutputFile } from '../output/index.ts';
import { literalsOfEveryField, readsOfEveryField } from './full-usage.ts';
import { asRead } from './verification-documents.ts';
import { virtualFile, virtualProgram } from './virtual-program.ts';

/** Writes the declarations of a document. */
export type EmitTypes = (input: EmitInput) => Promise<readonly OutputFile[]>;

/** The types of a document, for callers that send them and for code that reads them. */
export interface DeclaredTypes {
  /** Paths of the two modules, without their extension. */
  readonly sent: string;
  readonly read: string;
  readonly files: ReadonlyMap<string, ts.SourceFile>;
}

/** Emits a document's types below `/sent/${side}` and `/read/${side}`. */
export async function declareTypes(
  document: OpenApiDocument,
  side: string,
  emitTypes: EmitTypes,
): Promise<DeclaredTypes> {
  const [sent, read] = [`/sent/${side}`, `/read/${side}`];
  const files = new Map([
    ...(await declarations(sent, document, emitTypes, asLiterals)),
    ...(await declarations(read, asRead(document), emitTypes, (text) => asReadObjects(asLiterals(text)))),
  ]);
  return { sent: `${sent}/index`, read: `${read}/index`, files };
}

async function declarations(
  folder: string,
  document: OpenApiDocument,
  emitTypes: EmitTypes,
  adapt: (text: string) => string,
): Promise<[string, ts.SourceFile][]> {
  const source = { from: 'file', file: 'document.yaml', sha256: '0'.repeat(64) } as const;
  const files = await emitTypes({ document, lock: makeLock(source, document, ''), licence: undefined });
  return files
    .filter(({ path }) => path.endsWith('.d.ts'))
    .map(({ path, content }) => [`${folder}/${path}`, virtualFile(`${folder}/${path}`, adapt(content))]);
}

/** Turns interfaces into aliases: only an alias is assignable to an object with an index signature, like a literal. */
function asLiterals(text: string): string {
  return text.replaceAll(/^export interface (\w+) \{$([\s\S]*?)^\}$/gm, 'export type $1 = {$2};');
}

/**
 * Replaces the type of an object about which nothing is known, for readers. `Record<string, never>` allows reading any
 * property, although there is none, and rejects every object that now has one. `concat` excludes lists and strings.
 */
function asReadObjects(text: string): string {
  return text.replaceAll('Record<string, never>', '(object & { concat?: never })');
}

/** The code that uses every field of a named type. */
export interface FullUsage {
  /** Object literals with every field of a parameter type; the values come from the expression `source`. */
  readonly literals: (typeName: string, source: string) => readonly string[];
  /** The access paths to every field of a response type, except fields whose type is the same in `newType`. */
  readonly reads: (typeName: string, newType: string) => readonly string[];
}

export function fullUsageOf({ sent, read, files }: DeclaredTypes, now: DeclaredTypes): FullUsage {
  const roots = [sent, read, now.read].map((path) => `${path}.d.ts`);
  const all = new Map([...files, ...now.files]);
  const checker = virtualProgram(all, roots).getTypeChecker();
  const [sentTypes, readTypes, newTypes] = roots.map((path) => typesOf(checker, all.get(path)));
  return {
    literals: (name, source) => literalsOfEveryField(checker, typeNamed(sentTypes, name), source),
    reads: (name, newName) => readsOfEveryField(checker, typeNamed(readTypes, name), typeNamed(newTypes, newName)),
  };
}

type Types = ReadonlyMap<string, ts.Type>;

function typesOf(checker: ts.TypeChecker, file: ts.SourceFile | undefined): Types {
  const module = file && checker.getSymbolAtLocation(file);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  return new Map(exported.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(aliased(checker, symbol))]));
}

function aliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function typeNamed(types: Types | undefined, name: string): ts.Type {
  const type = types?.get(name);
  if (type === undefined) throw new Error(`The emitter declares no ${name}.`);
  return type;
}
