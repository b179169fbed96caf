import { ts } from '../compiler/index.ts';

/** Returns the named members of the top-level interface or object type `name`. */
export function membersOf(nodes: readonly ts.Node[], name: string): ReadonlyMap<string, ts.PropertySignature> {
  const node = nodes.find(
    (candidate): candidate is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(candidate) && candidate.name.text === name,
  );
  return propertyMap(node?.members ?? []);
}

/** Returns the properties of an object type literal by name; empty for any other type. */
export function propertiesOf(type: ts.TypeNode | undefined): ReadonlyMap<string, ts.PropertySignature> {
  return propertyMap(type !== undefined && ts.isTypeLiteralNode(type) ? type.members : []);
}

function propertyMap(members: Iterable<ts.TypeElement>): ReadonlyMap<string, ts.PropertySignature> {
  const properties = [...members].filter(ts.isPropertySignature);
  return new Map(properties.map((property) => [propertyName(property.name), property]));
}

function propertyName(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : '';
}

/** Writes `export type Name = …`. Editors show the fields of an alias, but only the name of an interface. */
export function exportedType(name: string, type: ts.TypeNode, documented?: ts.Node): ts.Statement {
  const modifiers = [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  const statement = ts.factory.createTypeAliasDeclaration(modifiers, name, undefined, type);
  return documented === undefined ? statement : withCommentsOf(statement, documented);
}

/**
 * Adds `undefined` to every optional property below a node. Otherwise, under `exactOptionalPropertyTypes`, callers could
 * not pass a value that may be undefined.
 */
export function acceptUndefined<T extends ts.Node>(node: T): T {
  const visit = (child: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(child, visit, undefined);
    const isOptional = ts.isPropertySignature(visited) && visited.questionToken !== undefined;
    if (!isOptional || visited.type === undefined || visited.type.kind === ts.SyntaxKind.NeverKeyword) return visited;
    const { modifiers, name, questionToken, type } = visited;
    return ts.factory.updatePropertySignature(visited, modifiers, name, questionToken, orUndefined(type));
  };
  return ts.visitNode(node, visit) as T;
}

function orUndefined(type: ts.TypeNode): ts.TypeNode {
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  const undefinedType = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
  return ts.factory.createUnionTypeNode([...members, undefinedType]);
}

/** Rewrites every `components["kind"]["Name"]` below a node. */
export function replaceReferences<T extends ts.Node>(
  node: T,
  replace: (kind: string, name: string) => ts.TypeNode | undefined,
): T {
  const visit = (child: ts.Node): ts.Node => {
    const reference = componentReference(child);
    const replacement = reference && replace(reference.kind, reference.name);
    return replacement ?? ts.visitEachChild(child, visit, undefined);
  };
  return ts.visitNode(node, visit) as T;
}

/** Prints a type on one line, without comments, so that equal types have equal texts. */
export function typeText(type: ts.Node): string {
  const file = ts.createSourceFile('type.d.ts', '', ts.ScriptTarget.Latest);
  const printer = ts.createPrinter({ removeComments: true });
  return printer.printNode(ts.EmitHint.Unspecified, type, file).replaceAll(/\s+/g, ' ');
}

/** Prints statements, separated by blank lines. */
export function print(statements: readonly ts.Node[]): string {
  const file = ts.createSourceFile('generated.d.ts', '', ts.ScriptTarget.Latest);
  const printer = ts.createPrinter();
  const text = statements.map((node) => `${printer.printNode(ts.EmitHint.Unspecified, node, file)}\n`).join('\n');
  // The printer indents by four spaces. No string spans lines, so leading spaces are always indentation.
  return text.replaceAll(/^(?: {4})+/gm, (indentation) => ' '.repeat(indentation.length / 2));
}

function withCommentsOf<T extends ts.Node>(node: T, documented: ts.Node): T {
  return ts.setSyntheticLeadingComments(node, ts.getSyntheticLeadingComments(documented));
}

function componentReference(node: ts.Node): { kind: string; name: string } | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) return undefined;
  const root = node.objectType.objectType;
  const isComponents =
    ts.isTypeReferenceNode(root) && ts.isIdentifier(root.typeName) && root.typeName.text === 'components';
  const kind = indexText(node.objectType);
  const name = indexText(node);
  return isComponents && kind !== undefined && name !== undefined ? { kind, name } : undefined;
}

function indexText({ indexType }: ts.IndexedAccessTypeNode): string | undefined {
  return ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal) ? indexType.literal.text : undefined;
}
