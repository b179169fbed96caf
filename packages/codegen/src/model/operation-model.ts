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
  /** Media types; empty when the response has no body. */
  readonly mediaTypes: readonly string[];
  readonly schema: Schema | undefined;
}

export interface BodyModel {
  readonly required: boolean;
  readonly mediaTypes: readonly string[];
  readonly description: string | undefined;
}

/** One operation of the document as every emitter and check sees it. */
export interface OperationModel {
  /** The operationId; '' when the document gives none, which a check reports. */
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  /** Those in headers and cookies, which no emitter can express. */
  readonly otherParameters: readonly Parameter[];
  readonly body: BodyModel | undefined;
  readonly success: readonly SuccessResponse[];
  readonly object: OperationObject;
}

/** All operations, sorted by operationId. */
export function operationModels(document: OpenApiDocument): OperationModel[] {
  const models = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const object = item[method];
      return object === undefined ? [] : [operationModel(document, path, method, item.parameters ?? [], object)];
    }),
  );
  return models.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** True when a caller may leave out the parameters altogether. */
export function hasNoRequiredInput(operation: OperationModel): boolean {
  return (
    operation.pathParameters.length === 0 &&
    operation.queryParameters.every((parameter) => parameter.required !== true) &&
    operation.body?.required !== true
  );
}

/** The name of the schema that is the one answer of the operation, if its answer is just a named schema. */
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
    // An operation's own parameter replaces the one of its path.
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
