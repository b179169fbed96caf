import openapiTS from 'openapi-typescript';
import ts from 'typescript';
import type { OpenApiDocument } from '../contract/index.ts';
import { type OperationModel, operationModels, paramsTypeName, responseTypeName } from '../model/index.ts';
import type { OutputFile } from '../output/index.ts';
import { exportedType, membersOf, print, propertiesOf, replaceReferences } from './declarations.ts';
import { deprecation, docComment } from './doc-comment.ts';
import { commentFacts, splitDirections } from './document/index.ts';
import type { EmitInput } from './emit-input.ts';
import { header, licenceNotice } from './header.ts';
import { type SchemaFacts, SUPPORT_DECLARATIONS, SUPPORT_TYPES, schemaType } from './schema-type.ts';

/**
 * The files of `@neon-api/types`. Every schema is declared once, under its own name in `schemas.d.ts`; the
 * `paths`, `components` and `operations` of openapi-typescript refer to those names, and so do the flat types.
 */
export async function emitTypes(input: EmitInput): Promise<OutputFile[]> {
  const document = commentFacts(splitDirections(input.document));
  const nodes = await openapiTS(openapiTsInput(document), {
    alphabetize: true,
    // A default is what the server fills in: a caller may leave such a property out.
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => schemaType(schema as SchemaFacts),
  });
  const schemas = propertiesOf(membersOf(nodes, 'components').get('schemas')?.type);
  const operations = operationModels(document);
  const flat = operationTypes(nodes, operations, new Set(schemas.keys()));
  const imports = `import type {\n${[...schemas.keys(), ...SUPPORT_TYPES].map((name) => `  ${name},\n`).join('')}} from './schemas.js';\n\n`;
  const file = (path: string, content: string): OutputFile => ({ path, content: header(input) + content });
  return [
    file('schemas.d.ts', print(schemaTypes(schemas)) + SUPPORT_DECLARATIONS),
    file('operations.d.ts', imports + flat),
    file('openapi.d.ts', imports + print(openapiTypes(nodes, schemas))),
    // The same door for projects of both module systems, as neither may have to guess the other's.
    file('index.d.ts', REEXPORTS),
    file('index.d.mts', REEXPORTS),
    { path: 'openapi.json', content: `${JSON.stringify(input.document)}\n` },
    ...licenceNotice(input),
  ];
}

const REEXPORTS = ['schemas', 'operations', 'openapi'].map((name) => `export type * from './${name}.js';\n`).join('');

type Members = ReadonlyMap<string, ts.PropertySignature>;

function openapiTsInput(document: OpenApiDocument): Parameters<typeof openapiTS>[0] {
  // It changes what it is given.
  return structuredClone(document) as unknown as Parameters<typeof openapiTS>[0];
}

function schemaTypes(schemas: Members): ts.Statement[] {
  return [...schemas].map(([name, member]) => exportedType(name, bySchemaName(typeOf(member)), member));
}

/** What openapi-typescript made, with each schema as a reference to its one declaration. */
function openapiTypes(nodes: readonly ts.Node[], schemas: Members): ts.Node[] {
  const references = [...schemas.keys()].map((name) =>
    ts.factory.createPropertySignature(undefined, name, undefined, ts.factory.createTypeReferenceNode(name)),
  );
  return nodes.map((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'components') return bySchemaName(node);
    const members = node.members.map((member) =>
      member === membersOf(nodes, 'components').get('schemas')
        ? ts.factory.createPropertySignature(
            undefined,
            'schemas',
            undefined,
            ts.factory.createTypeLiteralNode(references),
          )
        : bySchemaName(member),
    );
    return ts.factory.updateInterfaceDeclaration(node, node.modifiers, node.name, undefined, undefined, members);
  });
}

function operationTypes(
  nodes: readonly ts.Node[],
  operations: readonly OperationModel[],
  taken: ReadonlySet<string>,
): string {
  const generated = membersOf(nodes, 'operations');
  const components = membersOf(nodes, 'components');
  const inline = <T extends ts.Node>(node: T): T => bySchemaName(node, components);
  return operations
    .map((operation) => {
      const type = propertiesOf(generated.get(operation.id)?.type);
      const response = responseTypeName(operation.id);
      const declared = [
        commented(
          docComment([`Parameters of \`${operation.id}\`.`, deprecation(operation.object)]),
          paramsType(operation, type, components, inline),
        ),
        // A schema that already bears the name is this very answer; `findViolations` sees to that.
        ...(taken.has(response)
          ? [`export type { ${response} } from './schemas.js';\n`]
          : [
              commented(
                docComment([`What \`${operation.id}\` answers.`]),
                exportedType(response, responseType(operation, type, components, inline)),
              ),
            ]),
      ];
      return declared.join('\n');
    })
    .join('\n');
}

function commented(comment: string, statement: ts.Statement): string {
  return `${comment}\n${print([statement])}`;
}

type Rewrite = <T extends ts.Node>(node: T) => T;

/** Path and query parameters side by side, the request body as `body`. */
function paramsType(operation: OperationModel, type: Members, components: Members, inline: Rewrite): ts.Statement {
  const parameters = propertiesOf(type.get('parameters')?.type);
  const members: ts.TypeElement[] = [
    ...propertiesOf(parameters.get('path')?.type).values(),
    ...propertiesOf(parameters.get('query')?.type).values(),
  ].map(inline);
  if (operation.body !== undefined) {
    const requestBody = expand(typeOf(type.get('requestBody')), 'requestBodies', components);
    const content = propertiesOf(propertiesOf(requestBody).get('content')?.type);
    const body = [...content.values()].map((member) => inline(typeOf(member)));
    members.push(
      ts.factory.createPropertySignature(
        undefined,
        'body',
        operation.body.required ? undefined : ts.factory.createToken(ts.SyntaxKind.QuestionToken),
        ts.factory.createUnionTypeNode(body),
      ),
    );
  }
  return exportedType(paramsTypeName(operation.id), ts.factory.createTypeLiteralNode(members));
}

/** The union of what the successful responses carry; `undefined` stands for one without a body. */
function responseType(operation: OperationModel, type: Members, components: Members, inline: Rewrite): ts.TypeNode {
  const responses = propertiesOf(type.get('responses')?.type);
  const bodies = operation.success.map(({ status, mediaTypes }) => {
    if (mediaTypes.length === 0) return ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
    const response = expand(typeOf(responses.get(status)), 'responses', components);
    const [body] = propertiesOf(propertiesOf(response).get('content')?.type).values();
    return inline(typeOf(body));
  });
  const [only, ...others] = bodies;
  return only !== undefined && others.length === 0 ? only : ts.factory.createUnionTypeNode(bodies);
}

/** The type itself where it is only the name of a shared one. */
function expand(type: ts.TypeNode, kind: 'responses' | 'requestBodies', components: Members): ts.TypeNode {
  const shared = propertiesOf(components.get(kind)?.type);
  return replaceReferences(type, (kindOfType, name) => (kindOfType === kind ? shared.get(name)?.type : undefined));
}

/** `components["schemas"]["Branch"]` → `Branch`; a named parameter becomes its type where `components` are given. */
function bySchemaName<T extends ts.Node>(node: T, components?: Members): T {
  const parameters = propertiesOf(components?.get('parameters')?.type);
  return replaceReferences(node, (kind, name) => {
    if (kind === 'schemas') return ts.factory.createTypeReferenceNode(name);
    const type = kind === 'parameters' ? parameters.get(name)?.type : undefined;
    return type && bySchemaName(type);
  });
}

function typeOf(member: ts.PropertySignature | undefined): ts.TypeNode {
  if (member?.type === undefined) throw new Error('openapi-typescript left out a member that the document has');
  return member.type;
}
