import ts from 'typescript';
import type { TextFile } from './repository.ts';

export interface SourceImport {
  /** The importing file. */
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
}

// Comments have no imports that count.
const OPTIONS = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };

const MAY_IMPORT = /\b(?:import|from|require)\b/;

/** Returns every import of a file: import, export from, import(), require() and import types. */
export function importsOf({ path, text }: TextFile): SourceImport[] {
  const source = ts.createSourceFile(path, text, OPTIONS);
  const found: SourceImport[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ file: path, line: line + 1, specifier });
    }
    ts.forEachChild(node, visit);
  };
  for (const statement of source.statements) {
    if (MAY_IMPORT.test(text.slice(statement.pos, statement.end))) visit(statement);
  }
  return found;
}

function specifierOf(node: ts.Node): string | undefined {
  const literal = moduleExpression(node);
  return literal !== undefined && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

function moduleExpression(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
  return loads ? node.arguments[0] : undefined;
}
