import { ts } from '../compiler/index.ts';
import { operationModels, responseTypeName } from '../model/index.ts';
import type { OutputFile } from '../output/index.ts';
import { acceptUndefined, membersOf, print } from './declarations.ts';
import { forEditors, forTypes, mergeParts } from './document/index.ts';
import type { EmitInput } from './emit-input.ts';
import { header, licenceNotice } from './header.ts';
import { type OperationTypes, operationTypes } from './operation-types.ts';
import { SUPPORT_TYPES } from './schema-type.ts';
import { bySchemaName, printSchemas, type TypeTree, typeTree } from './type-tree.ts';

/**
 * Emits the files of `@neon-api/types`. Every schema is declared once, under its own name, in `schemas.d.ts`. Both
 * openapi-typescript's `paths`, `components` and `operations` and the flat types reference those names.
 */
export async function emitTypes(input: EmitInput): Promise<OutputFile[]> {
  const document = forTypes(input.document);
  const tree = await typeTree(forEditors(mergeParts(document)));
  const support = new Map([...SUPPORT_TYPES, ...tree.helpers]);
  const names = [...tree.schemas.keys(), ...support.keys()];
  const imports = `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from './schemas.js';\n\n`;
  const file = (path: string, content: string): OutputFile => ({ path, content: header(input) + content });
  return [
    file('schemas.d.ts', [printSchemas(tree), ...support.values()].join('\n')),
    file('operations.d.ts', imports + flatTypes(operationTypes(tree, operationModels(document)))),
    file('openapi.d.ts', imports + print(openapiTypes(tree))),
    // The same entry for both module systems.
    file('index.d.ts', REEXPORTS),
    file('index.d.mts', REEXPORTS),
    { path: 'openapi.json', content: `${JSON.stringify(input.document)}\n` },
    ...licenceNotice(input),
  ];
}

const REEXPORTS = ['schemas', 'operations', 'openapi'].map((name) => `export type * from './${name}.js';\n`).join('');

function flatTypes(operations: readonly OperationTypes[]): string {
  return operations
    .flatMap(({ id, params, response }) => [
      params,
      response ?? `export type { ${responseTypeName(id)} } from './schemas.js';\n`,
    ])
    .join('\n');
}

/** Returns openapi-typescript's output, with each schema replaced by a reference to its declaration. */
function openapiTypes({ nodes, schemas }: TypeTree): ts.Node[] {
  const references = [...schemas.keys()].map((name) =>
    ts.factory.createPropertySignature(undefined, name, undefined, ts.factory.createTypeReferenceNode(name)),
  );
  const own = membersOf(nodes, 'components').get('schemas');
  return nodes.map(sentAcceptsUndefined).map((node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'components') return bySchemaName(node);
    const members = node.members.map((member) =>
      member === own
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

/** `acceptUndefined` for the parameters and request bodies below a node. */
function sentAcceptsUndefined(node: ts.Node): ts.Node {
  const visit = (child: ts.Node): ts.Node => {
    if (!ts.isPropertySignature(child)) return ts.visitEachChild(child, visit, undefined);
    const name = ts.isIdentifier(child.name) ? child.name.text : '';
    if (SENT.has(name)) return acceptUndefined(child);
    return RECEIVED.has(name) ? child : ts.visitEachChild(child, visit, undefined);
  };
  return ts.visitNode(node, visit) as ts.Node;
}

const SENT = new Set(['parameters', 'requestBody', 'requestBodies']);
/** `schemas` are replaced by references. */
const RECEIVED = new Set(['responses', 'schemas', 'headers', 'pathItems']);
