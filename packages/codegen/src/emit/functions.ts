import {
  hasNoRequiredInput,
  type OperationModel,
  operationModels,
  paramsTypeName,
  responseTypeName,
} from '../model/index.ts';
import type { OutputFile } from '../output/index.ts';
import { deprecation, docComment } from './doc-comment.ts';
import type { EmitInput } from './emit-input.ts';
import { header, licenceNotice } from './header.ts';

/** One function an operation, for `@neon-api/client/operations`. */
export function emitFunctions(input: EmitInput): OutputFile[] {
  const operations = operationModels(input.document);
  const names = operations.flatMap(({ id }) => [paramsTypeName(id), responseTypeName(id)]);
  const content = [
    header(input),
    `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '@neon-api/types';\n`,
    `import type { CallOptions, NeonClient } from '../client/index.ts';\n`,
    ...operations.map((operation) => `\n${operationFunction(operation)}\n`),
  ].join('');
  return [{ path: 'operations.ts', content }, ...licenceNotice(input)];
}

function operationFunction(operation: OperationModel): string {
  const { id, object } = operation;
  const params = `params${hasNoRequiredInput(operation) ? '?' : ''}: ${paramsTypeName(id)}`;
  const response = responseTypeName(id);
  return [
    docComment([
      object.summary,
      object.description,
      `\`${operation.method.toUpperCase()} ${operation.path}\``,
      deprecation(object),
    ]),
    `export function ${id}(neon: NeonClient, ${params}, options?: CallOptions): Promise<${response}> {`,
    `  return neon.call<${response}>(${descriptor(operation)}, params, options);`,
    '}',
  ].join('\n');
}

/** The facts that the client needs to send the request and to read its answer, as an object literal. */
function descriptor(operation: OperationModel): string {
  const { id, method, path, queryParameters, body, success } = operation;
  const query = queryParameters.map(({ name }) => name);
  const fields = {
    id,
    method: method.toUpperCase(),
    path,
    ...(query.length > 0 && { query }),
    ...(body?.mediaTypes.includes('multipart/form-data') && { body: 'multipart' }),
    ...(success.every(({ mediaTypes }) => mediaTypes.length === 0) && { response: 'empty' }),
    ...(success.some(({ mediaTypes }) => mediaTypes.includes('application/octet-stream')) && { response: 'binary' }),
  };
  return `{ ${Object.entries(fields)
    .map(([key, value]) => `${key}: ${literal(value)}`)
    .join(', ')} }`;
}

function literal(value: string | readonly string[]): string {
  if (typeof value !== 'string') return `[${value.map(literal).join(', ')}]`;
  // JSON escapes everything that could end a string; the two line separators are legal in it since ES2019.
  return JSON.stringify(value);
}
