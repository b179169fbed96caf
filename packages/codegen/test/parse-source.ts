import ts from 'typescript';

export interface ParsedSource {
  /** Parser messages; empty for valid code. */
  readonly syntaxErrors: readonly string[];
  /** Names exported at the top level. */
  readonly exported: readonly string[];
  /** Top-level statements that neither import, export nor declare; generated code has none. */
  readonly strayStatements: readonly string[];
}

export function parseSource(fileName: string, text: string): ParsedSource {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const exportedNodes = file.statements.filter(
    (node) => ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return {
    syntaxErrors: syntaxErrors(fileName, text),
    exported: exportedNodes.map((node) => (node as ts.FunctionDeclaration | ts.InterfaceDeclaration).name?.text ?? ''),
    strayStatements: file.statements
      .filter((node) => !exportedNodes.includes(node) && !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node))
      .map((node) => node.getText()),
  };
}

function syntaxErrors(fileName: string, text: string): string[] {
  const options = { noResolve: true, noLib: true, types: [] };
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (name, target) =>
    name === fileName ? ts.createSourceFile(name, text, target, true) : undefined;
  const program = ts.createProgram([fileName], options, host);
  return program
    .getSyntacticDiagnostics(program.getSourceFile(fileName))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
