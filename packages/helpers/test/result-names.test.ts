import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { isOurs } from './examples/read-examples.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

// Types of arguments and of table rows, which are not results.
const NO_RESULTS = /(Options|Rules|Input|Unit|PerTenant|Size|Selection|PreviewKey|ScheduledBackup|Row)$/;

type Kind = 'list' | 'boolean' | 'number' | 'text' | 'function' | 'object';

function kindOf(type: ts.Type, checker: ts.TypeChecker): Kind {
  const [part = type] = checker.getNonNullableType(type).isUnion() ? (type as ts.UnionType).types.slice(-1) : [type];
  const plain = checker.getNonNullableType(part);
  if (checker.isArrayLikeType(plain)) return 'list';
  if (plain.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (plain.flags & ts.TypeFlags.NumberLike) return 'number';
  if (plain.flags & ts.TypeFlags.StringLike) return 'text';
  return plain.getCallSignatures().length > 0 ? 'function' : 'object';
}

/** Returns the fields of all exported results, with their kinds of values and the types that have them. */
function readFields(): Map<string, Map<Kind, string[]>> {
  const door = `${PACKAGE}src/index.ts`;
  const { config } = ts.readConfigFile(`${PACKAGE}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, extends: undefined }, ts.sys, PACKAGE);
  const program = ts.createProgram([door], {
    ...options,
    ...{ module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true, strict: true },
  });
  const checker = program.getTypeChecker();
  const fields = new Map<string, Map<Kind, string[]>>();
  const module = checker.getSymbolAtLocation(program.getSourceFile(door) as ts.SourceFile);
  for (const exported of module === undefined ? [] : checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!isOurs(symbol) || !(symbol.flags & ts.SymbolFlags.Interface) || NO_RESULTS.test(exported.name)) continue;
    for (const field of checker.getDeclaredTypeOfSymbol(symbol).getProperties()) {
      const kind = kindOf(checker.getTypeOfSymbol(field), checker);
      const kinds = fields.get(field.name) ?? new Map<Kind, string[]>();
      fields.set(field.name, kinds.set(kind, [...(kinds.get(kind) ?? []), exported.name]));
    }
  }
  return fields;
}

test('a name has one kind of value in all results', () => {
  const fields = readFields();
  expect([...(fields.get('failed') ?? [])]).toEqual([['list', ['AppliedCleanup', 'FleetReport']]]);
  const ambiguous = [...fields].filter(([, kinds]) => kinds.size > 1);
  expect(ambiguous.map(([name, kinds]) => [name, Object.fromEntries(kinds)])).toEqual([]);
});
