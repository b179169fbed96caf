import { asDocument, type OpenApiDocument } from '../contract/index.ts';
import type { Json } from '../json/index.ts';
import { findFaults } from './checks/index.ts';
import { faultsError } from './fault.ts';
import { parseTree } from './parse-tree.ts';

/** Parses the document in `bytes` and checks its form and its names, on which the other code relies. */
export function checkedDocument(bytes: Uint8Array, name: string): OpenApiDocument {
  const { value, locate } = parseTree(bytes, name);
  const faults = findFaults(value);
  if (faults.length > 0) throw faultsError(name, faults, locate);
  return asDocument(value);
}

/** The same check for a document without a source text, such as one with corrections. */
export function recheckedDocument(value: Json, name: string): OpenApiDocument {
  const faults = findFaults(value);
  if (faults.length > 0) throw faultsError(name, faults, () => undefined);
  return asDocument(value);
}
