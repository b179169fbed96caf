import {
  type HttpMethod,
  METHODS,
  type OpenApiDocument,
  type OperationObject,
  type Parameter,
  type RequestBody,
  type ResponseObject,
  type Schema,
} from '../contract/index.ts';
import { resolve, typeNameOf } from './references.ts';

export interface SuccessResponse {
  readonly status: string;
  /** Media types; empty if the response has no body. */
  readonly mediaTypes: readonly string[];
  readonly schema: Schema | undefined;
}

export interface BodyModel {
  readonly required: boolean;
  readonly mediaTypes: readonly string[];
  readonly schema: Schema | undefined;
  readonly description: string | undefined;
}

/** One operation of the document, in the form that all emitters and checks use. */
export interface OperationModel {
  /** The operationId; '' if the document has none, which a check reports. */
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  /** Header and cookie parameters, which no emitter supports. */
  readonly otherParameters: readonly Parameter[];
  readonly body: BodyModel | undefined;
  readonly success: readonly SuccessResponse[];
  readonly object: OperationObject;
}

/** Returns all operations, sorted by operationId. */
export function operationModels(document: OpenApiDocument): OperationModel[] {
  const models = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const object = item[method];
      return object === undefined ? [] : [operationModel(document, path, method, item.parameters ?? [], object)];
    }),
  );
  return models.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Returns true if a caller may omit all parameters. */
export function hasNoRequiredInput(operation: OperationModel): boolean {
  return (
    operation.pathParameters.length === 0 &&
    operation.queryParameters.every((parameter) => parameter.required !== true) &&
    operation.body?.required !== true
  );
}

/** Returns the schema name of the response, if the only successful response is a named schema. */
export function responseSchemaName(operation: OperationModel): string | undefined {
  const [only, ...others] = operation.success;
  return others.length === 0 ? typeNameOf(only?.schema) : undefined;
}

function operationModel(
  document: OpenApiDocument,
  path: string,
  method: HttpMethod,
  shared: NonNullable<OperationObject['parameters']>,
  object: OperationObject,
): OperationModel {
  const own = (object.parameters ?? []).map((entry) => resolve<Parameter>(document, entry));
  const inherited = shared
    .map((entry) => resolve<Parameter>(document, entry))
    // A parameter of the operation overrides one of its path.
    .filter((parameter) => !own.some((other) => other.name === parameter.name && other.in === parameter.in));
  const parameters = [...inherited, ...own];
  const body = object.requestBody && resolve<RequestBody>(document, object.requestBody);
  return {
    id: object.operationId ?? '',
    method,
    path,
    pathParameters: parameters.filter((parameter) => parameter.in === 'path'),
    queryParameters: parameters.filter((parameter) => parameter.in === 'query'),
    otherParameters: parameters.filter((parameter) => parameter.in !== 'path' && parameter.in !== 'query'),
    body: body && {
      required: body.required === true,
      mediaTypes: Object.keys(body.content),
      schema: Object.values(body.content)[0]?.schema,
      description: body.description,
    },
    success: Object.entries(object.responses)
      .filter(([status]) => status.startsWith('2'))
      .map(([status, entry]) => successResponse(status, resolve<ResponseObject>(document, entry))),
    object,
  };
}

function successResponse(status: string, response: ResponseObject): SuccessResponse {
  const content = Object.entries(response.content ?? {});
  return { status, mediaTypes: content.map(([mediaType]) => mediaType), schema: content[0]?.[1].schema };
}
