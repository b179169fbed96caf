import { ts } from '../compiler/index.ts';
import { typeText } from './declarations.ts';

/**
 * Merges `{ a: number } & { [key: string]: string }`, which no object literal satisfies, into one type whose index
 * signature also allows the types of the named properties. TypeScript cannot express "all but the named ones".
 */
export function joinIndexSignatures<T extends ts.Node>(node: T): T {
  const visit = (child: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(child, visit, undefined);
    if (!ts.isIntersectionTypeNode(visited)) return visited;
    const parts: ts.TypeNode[] = [];
    for (const part of visited.types) {
      const last = parts.at(-1);
      const joined = last && join(last, part);
      if (joined !== undefined) parts.pop();
      parts.push(joined ?? part);
    }
    const [only, ...others] = parts;
    return only !== undefined && others.length === 0 ? only : ts.factory.createIntersectionTypeNode(parts);
  };
  return ts.visitNode(node, visit) as T;
}

/** Returns undefined unless the parts are named properties followed by an index signature. */
function join(named: ts.TypeNode, rest: ts.TypeNode): ts.TypeNode | undefined {
  if (!ts.isTypeLiteralNode(named) || !ts.isTypeLiteralNode(rest)) return undefined;
  const properties = named.members.filter(ts.isPropertySignature);
  const [index] = rest.members;
  if (properties.length < named.members.length || index === undefined || !ts.isIndexSignatureDeclaration(index)) {
    return undefined;
  }
  const type = widened(index.type, properties);
  const wider = ts.factory.updateIndexSignature(index, index.modifiers, index.parameters, type);
  return ts.factory.updateTypeLiteralNode(named, ts.factory.createNodeArray([...named.members, wider]));
}

function widened(type: ts.TypeNode, properties: readonly ts.PropertySignature[]): ts.TypeNode {
  if (type.kind === ts.SyntaxKind.UnknownKeyword) return type;
  const types = [type, ...properties.map((property) => property.type)].flatMap((each) => membersOf(each));
  if (properties.some(({ questionToken }) => questionToken !== undefined)) {
    types.push(ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword));
  }
  return ts.factory.createUnionTypeNode([...new Map(types.map((each) => [typeText(each), each])).values()]);
}

function membersOf(type: ts.TypeNode | undefined): readonly ts.TypeNode[] {
  if (type === undefined) return [];
  if (ts.isParenthesizedTypeNode(type)) return membersOf(type.type);
  return ts.isUnionTypeNode(type) ? type.types.flatMap(membersOf) : [type];
}
