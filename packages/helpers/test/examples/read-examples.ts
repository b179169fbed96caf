import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The example of an exported function. */
export interface Example {
  readonly name: string;
  /** The text of its `@example`; undefined when there is none. */
  readonly code: string | undefined;
}

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** Reads the examples of all functions that the package's entries export. */
export function readExamples(): Example[] {
  const doors = ['src/index.ts', 'src/node/index.ts'].map((path) => PACKAGE + path);
  const { config } = ts.readConfigFile(`${PACKAGE}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, extends: undefined }, ts.sys, PACKAGE);
  const program = ts.createProgram(doors, {
    ...options,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
  });
  const checker = program.getTypeChecker();
  return doors.flatMap((path) => {
    const door = checker.getSymbolAtLocation(program.getSourceFile(path) as ts.SourceFile);
    return door === undefined ? [] : checker.getExportsOfModule(door).flatMap((symbol) => examplesOf(symbol, checker));
  });
}

function examplesOf(exported: ts.Symbol, checker: ts.TypeChecker): Example[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  // The package re-exports types of the client, but not its functions.
  if (!isOurs(symbol)) return [];
  if (!(symbol.flags & ts.SymbolFlags.Function)) return [];
  const tag = symbol.getJsDocTags(checker).find((one) => one.name === 'example');
  return [{ name: exported.name, code: tag && ts.displayPartsToString(tag.text) }];
}

/** Returns whether a symbol is declared in this package. */
export function isOurs(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((one) => one.getSourceFile().fileName.startsWith(`${PACKAGE}src/`)) ?? false;
}
