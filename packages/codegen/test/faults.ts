import { CodegenError } from '../src/codegen-error.ts';
import type { OpenApiDocument, Schema } from '../src/contract/index.ts';
import { recheckedDocument } from '../src/source/index.ts';
import { tinyDocument } from './tiny-document.ts';

/** Returns the faults of a document as `#/pointer: message`. */
export function faultsOf(document: OpenApiDocument): string[] {
  try {
    recheckedDocument(document, 'api');
    return [];
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    const [, ...faults] = error.message.split('\n');
    return faults.map((fault) => fault.replace(/^ {2}- api \((.*?)\): /, '$1: '));
  }
}

/** Returns the faults of a schema, with pointers relative to the schema. */
export function faultsOfSchema(schema: Schema): string[] {
  const faults = faultsOf(tinyDocument(undefined, { Subject: schema }));
  return faults.map((fault) => fault.replace('#/components/schemas/Subject', '#'));
}
