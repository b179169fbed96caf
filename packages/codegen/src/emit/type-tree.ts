import { ts } from '../compiler/index.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { acceptUndefined, exportedType, membersOf, print, propertiesOf, replaceReferences } from './declarations.ts';
import { reachableSchemas } from './document/index.ts';
import { documentTypes } from './document-types.ts';

export type Members = ReadonlyMap<string, ts.PropertySignature>;

/** The output of openapi-typescript for a document, and the parts of it that all emitters need. */
export interface TypeTree {
  readonly nodes: readonly ts.Node[];
  /** Declarations of generic types that the others reference, by name. */
  readonly helpers: ReadonlyMap<string, string>;
  readonly schemas: Members;
  /** The names of the schemas that callers send. */
  readonly sent: ReadonlySet<string>;
}

/** The types of a document whose directions are split; see `splitDirections`. */
export async function typeTree(document: OpenApiDocument): Promise<TypeTree> {
  const all = await documentTypes(document);
  const { sent } = reachableSchemas(document);
  const helpers = all.filter(isHelper);
  const nodes = all.filter((node) => !isHelper(node));
  return {
    nodes,
    helpers: new Map(helpers.map((node) => [node.name.text, print([exported(node)])])),
    sent,
    schemas: propertiesOf(membersOf(nodes, 'components').get('schemas')?.type),
  };
}

/** `type WithRequired<T, K extends keyof T> = …`, which openapi-typescript adds when it needs it. */
function isHelper(node: ts.Node): node is ts.TypeAliasDeclaration {
  return ts.isTypeAliasDeclaration(node) && node.typeParameters !== undefined;
}

function exported(node: ts.TypeAliasDeclaration): ts.Node {
  const modifiers = [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  return ts.factory.createTypeAliasDeclaration(modifiers, node.name, node.typeParameters, node.type);
}

/** Each schema under its own name. */
export function printSchemas({ schemas, sent }: TypeTree): string {
  return print(
    [...schemas].map(([name, member]) => {
      const type = bySchemaName(typeOf(member));
      return exportedType(name, sent.has(name) ? acceptUndefined(type) : type, member);
    }),
  );
}

/** `components["schemas"]["Branch"]` → `Branch`; a named parameter becomes its type where `components` are given. */
export function bySchemaName<T extends ts.Node>(node: T, components?: Members): T {
  const parameters = propertiesOf(components?.get('parameters')?.type);
  return replaceReferences(node, (kind, name) => {
    if (kind === 'schemas') return ts.factory.createTypeReferenceNode(name);
    const type = kind === 'parameters' ? parameters.get(name)?.type : undefined;
    return type && bySchemaName(type);
  });
}

export function typeOf(member: ts.PropertySignature | undefined): ts.TypeNode {
  if (member?.type === undefined) throw new Error('openapi-typescript omitted a member that the document has.');
  return member.type;
}
