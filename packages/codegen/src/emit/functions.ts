import type { OpenApiDocument } from '../contract/index.ts';
import {
  hasNoRequiredInput,
  type OperationModel,
  operationModels,
  orgPlaceOf,
  pagingOf,
  paramsTypeName,
  responseTypeName,
  startsOperations,
} from '../model/index.ts';
import type { OutputFile } from '../output/index.ts';
import { deprecation, docComment, stability } from './doc-comment.ts';
import type { EmitInput } from './emit-input.ts';
import { header, licenceNotice } from './header.ts';

/** Writes one function per operation, for `@neon-api/client/operations`. */
export function emitFunctions(input: EmitInput): OutputFile[] {
  const operations = operationModels(input.document);
  const names = operations.flatMap(({ id }) => [paramsTypeName(id), responseTypeName(id)]);
  const content = [
    header(input),
    `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '@neon-api/types';\n`,
    `import type { CallOptions, NeonCaller } from '../client/index.ts';\n`,
    ...codecImports(input.document, operations, '../shared.ts'),
    '\n',
    // A project with only the client must be able to name the result type of a function.
    `export type * from '@neon-api/types';\nexport type { CallOptions, NeonCaller } from '../client/index.ts';\n`,
    ...operations.map((operation) => `\n${operationFunction(input.document, operation)}\n`),
  ].join('');
  return [
    { path: 'operations.ts', content },
    { path: 'exceptional-routes.ts', content: header(input) + exceptionalRoutes(input.document, operations) },
    ...licenceNotice(input),
  ];
}

/**
 * Writes the table of operations that take an organization or whose response is not JSON, for calls by method and path.
 * It is sorted and omits parameter names to stay small, because it is in every user's bundle.
 */
function exceptionalRoutes(document: OpenApiDocument, operations: readonly OperationModel[]): string {
  const entries = operations
    .flatMap((operation): [string, string][] => {
      // A call by path passes the encoder of a multipart body itself.
      const { response: form, org } = formsOf(document, operation);
      const response = isPlainDelete(operation) ? undefined : form;
      const route = `${operation.method.toUpperCase()} ${operation.path.replaceAll(/\{\w+\}/g, '{}')}`;
      return response === undefined && org === undefined ? [] : [[route, literal({ response, org })]];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `import type { OperationDescriptor } from '../client/index.ts';\n`,
    ...codecImports(document, operations, '../shared.ts', ['response', 'org']),
    '\n',
    '/**\n * Operations that take an organization or whose response is not JSON, by method and path. A `DELETE` that returns\n',
    ' * 204 has no entry, because the client accepts 204 from every `DELETE`.\n */\n',
    `export const EXCEPTIONAL_ROUTES: Readonly<Record<string, Pick<OperationDescriptor, 'response' | 'org'>>> = {\n`,
    ...entries.map(([route, forms]) => `  ${literal(route)}: ${forms},\n`),
    '};\n',
  ].join('');
}

function isPlainDelete({ method, success }: OperationModel): boolean {
  return method === 'delete' && success.every(({ status }) => status === '204');
}

/** Writes the function of one operation. */
export function operationFunction(document: OpenApiDocument, operation: OperationModel): string {
  const { id, object } = operation;
  const params = `params${hasNoRequiredInput(operation) ? '?' : ''}: ${paramsTypeName(id)}`;
  const response = responseTypeName(id);
  return [
    docComment([
      object.summary,
      object.description,
      `\`${operation.method.toUpperCase()} ${operation.path}\``,
      stability(object),
      deprecation(object),
    ]),
    `export function ${id}(neon: NeonCaller, ${params}, options?: CallOptions): Promise<${response}> {`,
    `  return neon.call<${response}>(${descriptor(document, operation)}, params, options);`,
    '}',
  ].join('\n');
}

/** Writes the object literal with the facts that the client needs to send the request and read the response. */
function descriptor(document: OpenApiDocument, operation: OperationModel): string {
  const { id, method, object, path, queryParameters } = operation;
  const query = queryParameters.map(({ name }) => name);
  const page = pagingOf(document, operation);
  // In this order a bundle of all operations is 6 % smaller, compressed, than with the id first.
  const fields = {
    ...(startsOperations(document, operation) && { operations: true }),
    ...formsOf(document, operation),
    ...(object.deprecated && object['x-sunset'] && { sunset: object['x-sunset'] }),
    method: method.toUpperCase(),
    id,
    path,
    ...(page && { page: { ...page } }),
    ...(query.length > 0 && { query }),
  };
  return literal(fields);
}

interface Forms {
  readonly body?: Codec;
  readonly response?: Codec | 'empty';
  readonly org?: Codec;
  readonly warn?: Codec;
}

/** Returns the body and response formats that are not JSON, where the organization goes, and who warns. */
function formsOf(document: OpenApiDocument, operation: OperationModel): Forms {
  const { body, object, success } = operation;
  const place = orgPlaceOf(document, operation);
  return {
    ...(place && { org: ORG_CODECS[place] }),
    ...(body?.mediaTypes.includes('multipart/form-data') && { body: MULTIPART }),
    ...(success.every(({ mediaTypes }) => mediaTypes.length === 0) && { response: 'empty' }),
    ...(success.some(({ mediaTypes }) => mediaTypes.includes('application/octet-stream')) && { response: BINARY }),
    ...(object.deprecated && { warn: WARN_DEPRECATED }),
  };
}

/** Code that only some operations import, so that other bundles do not contain it. */
class Codec {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const BINARY = new Codec('binary');
const MULTIPART = new Codec('multipart');
const WARN_DEPRECATED = new Codec('warnDeprecated');
const ORG_CODECS = {
  query: new Codec('orgInQuery'),
  project: new Codec('orgInProject'),
  body: new Codec('orgInBody'),
};

/** Writes the import of the code that the descriptors of these operations use. */
export function codecImports(
  document: OpenApiDocument,
  operations: readonly OperationModel[],
  from: string,
  parts: readonly (keyof Forms)[] = ['body', 'response', 'org', 'warn'],
): string[] {
  const forms = operations.map((operation) => formsOf(document, operation));
  const isUsed = (codec: Codec): boolean => forms.some((form) => parts.some((part) => form[part] === codec));
  const names = [BINARY, MULTIPART, ...Object.values(ORG_CODECS), WARN_DEPRECATED]
    .filter(isUsed)
    .map(({ name }) => name);
  return names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${from}';\n`];
}

type Literal = Codec | string | number | boolean | readonly Literal[] | { readonly [key: string]: Literal | undefined };

/** Writes a value as source text. Omits undefined members. */
function literal(value: Literal): string {
  if (value instanceof Codec) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  // JSON escapes everything that could end a string; the two line separators are legal in it since ES2019.
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).flatMap(([key, child]) =>
    child === undefined ? [] : [`${key}: ${literal(child)}`],
  );
  return `{ ${entries.join(', ')} }`;
}
