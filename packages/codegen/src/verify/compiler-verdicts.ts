import { ts } from '../compiler/index.ts';
import { makeLock, type OpenApiDocument } from '../contract/index.ts';
import type { EmitInput } from '../emit/index.ts';
import { operationModels, paramsTypeName, responseTypeName } from '../model/index.ts';
import type { OutputFile } from '../output/index.ts';
import { asRead } from './verification-documents.ts';
import { virtualFile, virtualProgram } from './virtual-program.ts';
import { fullLiterals, fullReads } from './witnesses.ts';

/** What the compiler says of code that was written against the old types. */
export interface Verdict {
  /** An operationId, or the name of a schema where `direction` is `name`. */
  readonly subject: string;
  readonly direction: 'request' | 'response' | 'address' | 'name';
  readonly compiles: boolean;
  /** The compiler's first complaint; undefined when it has none. */
  readonly complaint: string | undefined;
}

/** Writes the declarations of a document. */
export type EmitTypes = (input: EmitInput) => Promise<readonly OutputFile[]>;

/**
 * Lets the compiler judge a change: old parameters go where new ones are wanted, new answers where old ones were,
 * and code that names every field of the old types is compiled against the new ones.
 */
export async function compilerVerdicts(
  before: OpenApiDocument,
  after: OpenApiDocument,
  emitTypes: EmitTypes,
): Promise<Verdict[]> {
  const files = new Map([
    ...(await declarations('/sent/old', before, emitTypes)),
    ...(await declarations('/sent/new', after, emitTypes)),
    ...(await declarations('/read/old', asRead(before), emitTypes)),
    ...(await declarations('/read/new', asRead(after), emitTypes)),
  ]);
  const claims = claimsOf(before, after, namedTypes(files));
  files.set(CHECK, virtualFile(CHECK, `${PREAMBLE.join('')}${claims.map(({ code }) => code).join('\n')}\n`));
  const program = virtualProgram(files, [CHECK]);
  const complaints = complaintsByLine(program);
  return claims.map(({ subject, direction }, index) => {
    const complaint = complaints.get(index + PREAMBLE.length);
    return { subject, direction, compiles: complaint === undefined, complaint };
  });
}

const CHECK = '/check.ts';
const PREAMBLE = [
  ...['sent', 'read'].flatMap((use) =>
    ['old', 'new'].map((side) => `import type * as ${use}_${side} from './${use}/${side}/index.js';\n`),
  ),
  'declare function is<T>(old: T, now: NoInfer<T>): void;\n',
];

type Files = Map<string, ts.SourceFile>;

async function declarations(folder: string, document: OpenApiDocument, emitTypes: EmitTypes): Promise<Files> {
  const source = { from: 'file', file: 'document.yaml', sha256: '0'.repeat(64) } as const;
  const lock = makeLock(source, document, '');
  const files = await emitTypes({ document, lock, licence: undefined });
  const declared = files.filter(({ path }) => path.endsWith('.d.ts'));
  return new Map(
    declared.map(({ path, content }) => {
      const text = folder.startsWith('/read') ? asReadObjects(asLiterals(content)) : asLiterals(content);
      return [`${folder}/${path}`, virtualFile(`${folder}/${path}`, text)];
    }),
  );
}

/** Only an alias may stand in for an object with an index signature, as a value that a caller writes may. */
function asLiterals(text: string): string {
  return text.replaceAll(/^export interface (\w+) \{$([\s\S]*?)^\}$/gm, 'export type $1 = {$2};');
}

/**
 * An object of which nothing is known, when it is read. `Record<string, never>` lets any property be read, though
 * there is none, and refuses every object that has come to have one. Lists and strings are told apart by `concat`.
 */
function asReadObjects(text: string): string {
  return text.replaceAll('Record<string, never>', '(object & { concat?: never })');
}

interface Claim {
  readonly subject: string;
  readonly direction: Verdict['direction'];
  /** One line that compiles when the claim holds. */
  readonly code: string;
}

interface NamedTypes {
  readonly literals: (typeName: string) => readonly string[];
  readonly reads: (typeName: string) => readonly string[];
}

function namedTypes(files: Files): NamedTypes {
  const [sent, read] = ['/sent/old/index.d.ts', '/read/old/index.d.ts'];
  const program = virtualProgram(files, [sent, read]);
  const checker = program.getTypeChecker();
  const typesOf = (path: string): Map<string, ts.Type> => {
    const file = files.get(path);
    const module = file && checker.getSymbolAtLocation(file);
    const exported = module === undefined ? [] : checker.getExportsOfModule(module);
    return new Map(exported.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(aliased(checker, symbol))]));
  };
  const [sentTypes, readTypes] = [typesOf(sent), typesOf(read)];
  return {
    literals: (name) => withType(sentTypes, name, (type) => fullLiterals(checker, type, 'old')),
    reads: (name) => withType(readTypes, name, (type) => fullReads(checker, type)),
  };
}

function aliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function withType(types: ReadonlyMap<string, ts.Type>, name: string, use: (type: ts.Type) => string[]): string[] {
  const type = types.get(name);
  if (type === undefined) throw new Error(`The emitter declares no ${name}.`);
  return use(type);
}

function claimsOf(before: OpenApiDocument, after: OpenApiDocument, types: NamedTypes): Claim[] {
  const remaining = new Set(operationModels(after).map(({ id }) => id));
  const operations = operationModels(before);
  const schemas = Object.keys(before.components.schemas);
  return [
    ...schemas.map((name) => nameClaim(name, name)),
    ...operations.map(({ id }) => nameClaim(id, paramsTypeName(id))),
    ...operations
      .filter(({ id }) => remaining.has(id))
      .flatMap(({ id, path, method, success }): Claim[] => [
        { subject: id, direction: 'request', code: requestCode(paramsTypeName(id), types) },
        // Who was given nothing reads nothing, so no answer can disappoint.
        ...(success.every(({ mediaTypes }) => mediaTypes.length === 0)
          ? []
          : [{ subject: id, direction: 'response', code: responseCode(responseTypeName(id), types) } as const]),
        { subject: id, direction: 'address', code: addressCode(path, method) },
      ]),
  ];
}

function nameClaim(subject: string, typeName: string): Claim {
  return { subject, direction: 'name', code: `{ let named!: sent_new.${typeName}; void named; }` };
}

function requestCode(params: string, { literals }: NamedTypes): string {
  // The mark keeps an object without properties from taking anything whatever.
  const [old, wanted] = [`sent_old.${params}`, `sent_new.${params}`].map((name) => `${name} & { __mark?: 0 }`);
  const written = literals(params).map((literal) => `take(${literal});`);
  return `{ const old = null! as (${old}); const take = (params: ${wanted}) => params; take(old); ${written.join(' ')} }`;
}

function responseCode(response: string, { reads }: NamedTypes): string {
  const read = reads(response).map((way) => `is(old${way}, now${way});`);
  return `{ const old = null! as read_old.${response}; const now = null! as read_new.${response}; ${read.join(' ')} }`;
}

function addressCode(path: string, method: string): string {
  const type = `NonNullable<sent_new.paths[${JSON.stringify(path)}][${JSON.stringify(method)}]>`;
  return `{ void (null! as ${type}).responses; }`;
}

function complaintsByLine(program: ts.Program): ReadonlyMap<number, string> {
  const file = program.getSourceFile(CHECK);
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const complaints = new Map<number, string>();
  for (const { start, messageText } of diagnostics) {
    const line = file === undefined || start === undefined ? -1 : file.getLineAndCharacterOfPosition(start).line;
    if (!complaints.has(line)) complaints.set(line, ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  return complaints;
}
