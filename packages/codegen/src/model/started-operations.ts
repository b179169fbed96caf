import type { OpenApiDocument } from '../contract/index.ts';
import type { OperationModel } from './operation-model.ts';
import { takesCursor } from './pagination.ts';
import { propertiesOf } from './properties.ts';

/** Returns true if the response lists the operations that the call started, so that a caller can wait for them. */
export function startsOperations(document: OpenApiDocument, operation: OperationModel): boolean {
  if (operation.method === 'get' || takesCursor(operation)) return false;
  return operation.success.some(({ schema }) => schema !== undefined && 'operations' in propertiesOf(document, schema));
}
