import { makeLock, type OpenApiDocument, serialise } from '../src/contract/index.ts';
import type { EmitInput } from '../src/emit/index.ts';

/** Creates emitter input for a document whose source is not installed. */
export function tinyInput(document: OpenApiDocument, more: Partial<EmitInput> = {}): EmitInput {
  const source = { from: 'npm', package: 'tiny', version: '1.0.0', file: 'tiny.yaml', sha256: '0'.repeat(64) } as const;
  return { document, lock: makeLock(source, document, serialise(document)), licence: undefined, ...more };
}
