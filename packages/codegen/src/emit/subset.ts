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
  /** True: with a function for each operation, over `@neon-api/client`. */
  readonly client: boolean;
}

/**
 * One self-contained file: it imports no other file, so every resolver finds it as `index.js`. It is a `.ts` file even
 * when it holds only types, because compilers do not copy a `.d.ts` file to their output: what a published package
 * re-exported from one would be `any` to its users. Names and types are those of the whole.
 */
export async function emitSubset(input: EmitInput, { operationIds, client }: SubsetSelection): Promise<OutputFile[]> {
  const whole = forTypes(input.document);
  // A schema that an editor sees as fields of another need not stand by itself.
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
      ? [CLIENT_IMPORT, ...codecImports(operations, '@neon-api/client'), '\n', functions.join('\n'), '\n']
      : []),
    [types, ...support].join('\n'),
  ].join('');
  return [{ path: 'index.ts', content }, ...licenceNotice(input)];
}

const CLIENT_IMPORT = "import type { CallOptions, NeonCaller } from '@neon-api/client';\n";

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}
