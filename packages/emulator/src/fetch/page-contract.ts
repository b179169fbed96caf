import document from '@neon-api/types/openapi.json' with { type: 'json' };
import { type Contract, createContract, interpretSchemas, type OpenApiDocument } from '../contract/index.ts';

let contract: Contract | undefined;

/** Returns the contract that all emulators of the page share. */
export function pageContract(): Contract {
  contract ??= createContract(document as unknown as OpenApiDocument, interpretSchemas);
  return contract;
}
