import ts from 'typescript';

/** The exported types of a file by name. */
export type ExportedTypes = ReadonlyMap<string, ts.Type>;

/** Both sides in one compiler program. */
export interface WitnessTypes {
  readonly checker: ts.TypeChecker;
  readonly ours: ExportedTypes;
  readonly theirs: ExportedTypes;
}

export interface WitnessProgram {
  readonly checker: ts.TypeChecker;
  readonly typesIn: (path: string) => ExportedTypes;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  // Binary content is `Blob` on both sides.
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  // Our optional members accept `undefined`. So do theirs without this option, which few projects set.
  exactOptionalPropertyTypes: false,
};

/** Creates one program for all files. Their paths are absolute. */
export function witnessProgram(paths: readonly string[]): WitnessProgram {
  const program = ts.createProgram(paths, OPTIONS);
  const checker = program.getTypeChecker();
  const typesIn = (path: string): ExportedTypes => {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined)
      throw new Error(`${path} declares no module. Run \`pnpm install\` and \`pnpm generate\`.`);
    const symbols = checker.getExportsOfModule(module);
    return new Map(symbols.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(resolved(checker, symbol))]));
  };
  return { checker, typesIn };
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}
