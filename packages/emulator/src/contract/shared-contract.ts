import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileWithAjv } from './compile-with-ajv.ts';
import { type Contract, createContract } from './contract.ts';
import type { OpenApiDocument } from './document.ts';

let shared: Contract | undefined;

/** Returns the contract of the Node process, so that all emulators share its compiled validators. */
export function sharedContract(): Contract {
  shared ??= createContract(loadDocument(), compileWithAjv);
  return shared;
}

/** Reads the copy of Neon's OpenAPI document in `@neon-api/types`. */
function loadDocument(): OpenApiDocument {
  const path = createRequire(import.meta.url).resolve('@neon-api/types/openapi.json');
  return JSON.parse(readFileSync(path, 'utf8')) as OpenApiDocument;
}
