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

/** Everything in the document that the generator does not know how to express, one sentence each; empty when all is well. */
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
  // Names that differ by case alone would share a file name or a type name.
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
    ...requests.map((type) => `${operation.id}: no way is known to send a body of ${type}.`),
    ...responses.map((type) => `${operation.id}: no way is known to read a response of ${type}.`),
    ...several('send a body', operation.id, operation.body?.mediaTypes ?? []),
    ...operation.success.flatMap(({ status, mediaTypes }) =>
      several(`read a ${status} response`, operation.id, mediaTypes),
    ),
    ...(operation.success.length === 0 ? [`${operation.id}: the document names no successful response.`] : []),
  ];
}

function several(what: string, id: string, mediaTypes: readonly string[]): string[] {
  return mediaTypes.length > 1 ? [`${id}: no way is known to ${what} of either ${mediaTypes.join(' or ')}.`] : [];
}

function flatParameters(operation: OperationModel): string[] {
  const names = [...operation.pathParameters, ...operation.queryParameters].map(({ name }) => name);
  const all = operation.body === undefined ? names : [...names, 'body'];
  const inTemplate = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
  const declared = new Set(operation.pathParameters.map(({ name }) => name));
  return [
    ...all
      .filter((name, index) => all.indexOf(name) !== index)
      .map((name) => `${operation.id}: two inputs are called "${name}".`),
    ...inTemplate
      .filter((name) => !declared.has(name ?? ''))
      .map((name) => `${operation.id}: "${name}" stands in the path but is no declared parameter.`),
    ...operation.otherParameters.map(
      (parameter) => `${operation.id}: no way is known to send "${parameter.name}" as a ${parameter.in}.`,
    ),
  ];
}

function pagination(document: OpenApiDocument, operation: OperationModel): string[] {
  return takesCursor(operation) && pagingOf(document, operation) === undefined
    ? [`${operation.id} takes a cursor, but its answer does not name its items or the next page in a known way.`]
    : [];
}

function typeNames(document: OpenApiDocument, operations: readonly OperationModel[]): string[] {
  const { schemas } = document.components;
  const clash = (name: string) =>
    `"${name}" would be both a schema and a type of an operation, with different meanings.`;
  return [
    ...Object.keys(schemas)
      .filter((name) => !IDENTIFIER.test(name))
      .map((name) => `Schema "${name}" cannot name a type.`),
    ...Object.keys(schemas)
      .filter((name) => Object.hasOwn(schemas, inputTypeName(name)))
      .map((name) => `"${inputTypeName(name)}" would be both a schema and what callers send of "${name}".`),
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
