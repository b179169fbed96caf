import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { OpenApiDocument } from '../src/contract/index.ts';

/** The installed published versions, oldest first. */
export const HISTORY = ['2.1.0', '2.2.0', '2.5.0', '2.6.0', '2.7.0', '2.7.1', '2.7.2', '2.7.3'] as const;

/** Reads Neon's document from a version of its npm package. */
export function historicalDocument(version: (typeof HISTORY)[number]): OpenApiDocument {
  const name = version === '2.7.3' ? '@neondatabase/api-client' : `neon-document-${version}`;
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return parse(readFileSync(join(folder, 'public-v2-for-users.gen.yaml'), 'utf8')) as OpenApiDocument;
}
