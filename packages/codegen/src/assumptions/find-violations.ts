import type { OpenApiDocument } from '../contract/index.ts';
import {
  inputTypeName,
  type OperationModel,
  operationModels,
  pagingOf,
  paramsTypeName,
  RESERVED_WORDS,
  responseSchemaName,
  responseTypeName,
  takesCursor,
} from '../model/index.ts';

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const REQUEST_MEDIA_TYPES = new Set(['application/json', 'multipart/form-data']);
const RESPONSE_MEDIA_TYPES = new Set(['application/json', 'application/octet-stream']);

/** Returns one sentence for each part of the document that the generator cannot express; empty if there is none. */
export function findViolations(document: OpenApiDocument): string[] {
  const operations = operationModels(document);
  return [
    ...operations.flatMap((operation) => [
      ...identifier(operation),
      ...mediaTypes(operation),
      ...flatParameters(operation),
      ...pagination(document, operation),
    ]),
    ...duplicateIds(operations),
    ...typeNames(document, operations),
  ];
}

function identifier(operation: OperationModel): string[] {
  if (operation.id === '') return [`${where(operation)} has no operationId.`];
  return IDENTIFIER.test(operation.id) && !RESERVED_WORDS.has(operation.id)
    ? []
    : [`${where(operation)}: operationId "${operation.id}" cannot name a function.`];
}

function duplicateIds(operations: readonly OperationModel[]): string[] {
  // Names that differ only in case would share a file name or a type name.
  const byName = new Map<string, OperationModel[]>();
  for (const operation of operations) {
    const name = operation.id.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), operation]);
  }
  return [...byName.values()]
    .filter((same) => same.length > 1)
    .map((same) => `operationId "${same[0]?.id}" is used by ${same.map(where).join(' and ')}.`);
}

function mediaTypes(operation: OperationModel): string[] {
  const requests = (operation.body?.mediaTypes ?? []).filter((type) => !REQUEST_MEDIA_TYPES.has(type));
  const responses = operation.success.flatMap(({ status, mediaTypes }) =>
    mediaTypes.filter((type) => !RESPONSE_MEDIA_TYPES.has(type)).map((type) => `${status} ${type}`),
  );
  return [
    ...requests.map((type) => `${operation.id}: request bodies of type ${type} are not supported.`),
    ...responses.map((type) => `${operation.id}: responses of type ${type} are not supported.`),
    ...several('request', operation.id, operation.body?.mediaTypes ?? []),
    ...operation.success.flatMap(({ status, mediaTypes }) => several(`${status} response`, operation.id, mediaTypes)),
    ...(operation.success.length === 0 ? [`${operation.id}: the document has no successful response.`] : []),
  ];
}

function several(what: string, id: string, mediaTypes: readonly string[]): string[] {
  return mediaTypes.length > 1
    ? [`${id}: the ${what} has several media types (${mediaTypes.join(', ')}); only one is supported.`]
    : [];
}

function flatParameters(operation: OperationModel): string[] {
  const names = [...operation.pathParameters, ...operation.queryParameters].map(({ name }) => name);
  const all = operation.body === undefined ? names : [...names, 'body'];
  const inTemplate = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  const declared = new Set(operation.pathParameters.map(({ name }) => name));
  return [
    ...all
      .filter((name, index) => all.indexOf(name) !== index)
      .map((name) => `${operation.id}: two parameters are named "${name}".`),
    ...inTemplate
      .filter((name) => !declared.has(name ?? ''))
      .map((name) => `${operation.id}: "${name}" is in the path but not declared as a parameter.`),
    ...operation.otherParameters.map(
      (parameter) => `${operation.id}: ${parameter.in} parameters are not supported ("${parameter.name}").`,
    ),
  ];
}

function pagination(document: OpenApiDocument, operation: OperationModel): string[] {
  return takesCursor(operation) && pagingOf(document, operation) === undefined
    ? [`${operation.id} takes a cursor, but its response has no items or next cursor in a supported place.`]
    : [];
}

function typeNames(document: OpenApiDocument, operations: readonly OperationModel[]): string[] {
  const { schemas } = document.components;
  const clash = (name: string) =>
    `"${name}" would be both a schema and a type of an operation, with different definitions.`;
  return [
    ...Object.keys(schemas)
      .filter((name) => !IDENTIFIER.test(name))
      .map((name) => `Schema "${name}" cannot name a type.`),
    ...Object.keys(schemas)
      .filter((name) => Object.hasOwn(schemas, inputTypeName(name)))
      .map((name) => `"${inputTypeName(name)}" would be both a schema and the request variant of "${name}".`),
    ...operations.flatMap((operation) => {
      const params = paramsTypeName(operation.id);
      const response = responseTypeName(operation.id);
      return [
        ...(Object.hasOwn(schemas, params) ? [clash(params)] : []),
        ...(Object.hasOwn(schemas, response) && responseSchemaName(operation) !== response ? [clash(response)] : []),
      ];
    }),
  ];
}

function where({ method, path }: OperationModel): string {
  return `${method.toUpperCase()} ${path}`;
}
