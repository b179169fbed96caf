import { operationModels } from '../model/index.ts';
import type { OutputFile } from '../output/index.ts';
import { forEditors, forTypes, mergeParts, restrictTo } from './document/index.ts';
import type { EmitInput } from './emit-input.ts';
import { codecImports, operationFunction } from './functions.ts';
import { header, licenceNotice } from './header.ts';
import { operationTypes } from './operation-types.ts';
import { SUPPORT_TYPES } from './schema-type.ts';
import { printSchemas, typeTree } from './type-tree.ts';

export interface SubsetSelection {
  readonly operationIds: ReadonlySet<string>;
  /** Whether to also write a function for each operation, which calls `@neon-api/client`. */
  readonly client: boolean;
}

/**
 * Writes one self-contained file, without imports of other files, so every resolver finds it as `index.js`. It is a `.ts`
 * file even if it has only types, because compilers do not copy `.d.ts` files to their output: types that a published
 * package re-exports from one would be `any` for its users. Names and types are the same as for all operations.
 */
export async function emitSubset(input: EmitInput, { operationIds, client }: SubsetSelection): Promise<OutputFile[]> {
  const whole = forTypes(input.document);
  // A schema whose fields are merged into another one does not need its own declaration.
  const document = restrictTo(mergeParts(whole), operationIds);
  const tree = await typeTree(forEditors(document));
  const operations = operationModels(document);
  const flat = operationTypes(tree, operations).flatMap(({ params, response }) => [params, response ?? []].flat());
  const types = [...flat, printSchemas(tree)].join('\n');
  const support = [...SUPPORT_TYPES, ...tree.helpers].flatMap(([name, declaration]) =>
    mentions(types, name) ? [declaration] : [],
  );
  const functions = operations.map((operation) => `${operationFunction(whole, operation)}\n`);
  const content = [
    header(input),
    ...(client
      ? [CLIENT_IMPORT, ...codecImports(whole, operations, '@neon-api/client'), '\n', functions.join('\n'), '\n']
      : []),
    [types, ...support].join('\n'),
  ].join('');
  return [{ path: 'index.ts', content }, ...licenceNotice(input)];
}

const CLIENT_IMPORT = "import type { CallOptions, NeonCaller } from '@neon-api/client';\n";

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}
