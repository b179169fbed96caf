import { dereference, type JsonObject, type OpenApiDocument, type Parameter } from './document.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An operation of the document, with references resolved. */
export interface ContractOperation {
  readonly operationId: string;
  readonly method: Method;
  readonly path: string;
  readonly tags: readonly string[];
  /** True if the operation is not in the document but was read from the types of @neon/sdk. */
  readonly isFromTypes: boolean;
  /** The newer package that no longer has the operation. */
  readonly absentFrom: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schemas: ReadonlyMap<string, JsonObject> } | undefined;
  /** JSON schema by status, including `default`; undefined if the response is empty. */
  readonly responses: ReadonlyMap<string, JsonObject | undefined>;
  /** Status of a successful response with a body. */
  readonly successStatus: number;
}

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
export const JSON_MEDIA_TYPE = 'application/json';
export const FORM_MEDIA_TYPE = 'application/x-www-form-urlencoded';
export const MULTIPART_MEDIA_TYPE = 'multipart/form-data';

export function readOperations(document: OpenApiDocument): readonly ContractOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method.toLowerCase()];
      if (!operation) return [];
      const responses = new Map(
        Object.entries(operation.responses).map(([status, response]) => [
          status,
          dereference(document, response).content?.[JSON_MEDIA_TYPE]?.schema,
        ]),
      );
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return [
        {
          operationId: operation.operationId,
          method,
          path,
          tags: operation.tags ?? [],
          isFromTypes: operation['x-from-types'] ?? false,
          absentFrom: operation['x-absent-from'],
          parameters: parameters.map((parameter) => readParameter(document, parameter)),
          body: readBody(document, operation.requestBody),
          responses,
          successStatus: successStatus(responses),
        },
      ];
    }),
  );
}

/** Resolves the schema too, because reading the query depends on whether the parameter is a list. */
function readParameter(document: OpenApiDocument, given: Parameter): Parameter {
  const parameter = dereference(document, given);
  return { ...parameter, schema: dereference(document, parameter.schema) };
}

function readBody(
  document: OpenApiDocument,
  requestBody: OpenApiDocument['paths'][string][string]['requestBody'],
): ContractOperation['body'] {
  if (!requestBody) return undefined;
  const { required = false, content } = dereference(document, requestBody);
  const schemas = Object.entries(content).map(([mediaType, { schema }]) => [mediaType, schema ?? {}] as const);
  return { required, schemas: new Map(schemas) };
}

function successStatus(responses: ReadonlyMap<string, JsonObject | undefined>): number {
  const successes = [...responses].filter(([status]) => status.startsWith('2'));
  const [status] = successes.find(([, schema]) => schema) ?? successes[0] ?? ['200'];
  return Number(status);
}
