import ts from 'typescript';

/** Types in canonical form: members and options sorted, no comments. */
export interface TypeSummary {
  /** One line for each schema and operation. */
  readonly lines: readonly string[];
  /** How often each kind of type occurs. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** Summarises the interfaces that contain a document's types. */
export function summarise(nodes: readonly ts.Node[]): TypeSummary {
  const kinds = new Map<string, number>();
  const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const lines = nodes.flatMap((node) => {
    if (!ts.isInterfaceDeclaration(node)) return [textOf(node, count)];
    return node.members.map((member) => `${node.name.text} ${textOf(member, count)}`);
  });
  return { lines: lines.sort(), kinds: Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

type Count = (kind: string) => void;

function textOf(node: ts.Node, count: Count): string {
  const text = (child: ts.Node | undefined) => (child === undefined ? '' : textOf(child, count));
  const sorted = (children: readonly ts.Node[]) => children.map(text).sort();
  if (ts.isParenthesizedTypeNode(node)) return text(node.type);
  if (ts.isTypeLiteralNode(node)) {
    count('object');
    return `{ ${sorted(node.members).join('; ')} }`;
  }
  if (ts.isPropertySignature(node)) {
    const isOptional = node.questionToken !== undefined;
    count(isOptional ? 'optional property' : 'required property');
    return `${nameOf(node.name)}${isOptional ? '?' : ''}: ${text(node.type)}`;
  }
  if (ts.isIndexSignatureDeclaration(node)) {
    count('index signature');
    return `[key]: ${text(node.type)}`;
  }
  if (ts.isUnionTypeNode(node)) {
    count('union');
    return `(${sorted(node.types).join(' | ')})`;
  }
  if (ts.isIntersectionTypeNode(node)) {
    count('intersection');
    return `(${sorted(node.types).join(' & ')})`;
  }
  if (ts.isArrayTypeNode(node)) {
    count('list');
    return `${text(node.elementType)}[]`;
  }
  count(ts.isLiteralTypeNode(node) ? 'literal' : ts.isIndexedAccessTypeNode(node) ? 'reference' : 'name');
  return print(node);
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : print(name);
}

const file = ts.createSourceFile('type.d.ts', '', ts.ScriptTarget.Latest);
const printer = ts.createPrinter({ removeComments: true });

function print(node: ts.Node): string {
  return printer.printNode(ts.EmitHint.Unspecified, node, file).replaceAll(/\s+/g, ' ');
}
