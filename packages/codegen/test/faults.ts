import type { Json, OpenApiDocument, Schema } from '../src/contract/index.ts';
import { findFaults } from '../src/source/checks/index.ts';
import { jsonPointer } from '../src/source/fault.ts';
import { tinyDocument } from './tiny-document.ts';

/** The faults of a document, as `#/pointer: message`. */
export function faultsOf(document: OpenApiDocument): string[] {
  return findFaults(document as unknown as Json).map(({ at, message }) => `${jsonPointer(at)}: ${message}`);
}

/** The faults of a schema, with pointers from the schema on. */
export function faultsOfSchema(schema: Schema): string[] {
  const faults = faultsOf(tinyDocument(undefined, { Subject: schema }));
  return faults.map((fault) => fault.replace('#/components/schemas/Subject', '#'));
}
