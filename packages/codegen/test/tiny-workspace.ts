import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { facts, makeLock, type OpenApiDocument, serialise, sha256 } from '../src/contract/index.ts';
import { tinyDocument, tinyOperation } from './tiny-document.ts';
import { writeFiles } from './write-files.ts';

const PACKAGE = '@neondatabase/api-client';
const FILE = 'public-v2-for-users.gen.yaml';

/** A few of Neon's operations, with prose. */
const document: OpenApiDocument = tinyDocument({
  '/api_keys': {
    get: tinyOperation('listApiKeys', { description: 'Lists API keys.', tags: ['API Key'] }),
    post: tinyOperation('createApiKey', { description: 'Creates an API key.', tags: ['API Key'] }),
  },
  '/regions': { get: tinyOperation('getActiveRegions', { tags: ['Region'] }) },
});

/**
 * Turns `folder` into a workspace where a small document and its licence are installed as Neon's package. Commands read
 * it ten times faster than the real one. `contract` is the folder of its contract.
 */
export function tinyWorkspace(folder: string): { readonly contract: string; readonly newProject: () => string } {
  const text = JSON.stringify(document);
  const origin = { from: 'npm', package: PACKAGE, version: '1.0.0', file: FILE, sha256: sha256(text) } as const;
  const contract = facts(document);
  writeFiles(join(folder, 'node_modules', PACKAGE), [
    { path: 'package.json', content: JSON.stringify({ name: PACKAGE, version: origin.version }) },
    { path: 'LICENSE', content: 'The licence of the tiny document.\n' },
    { path: FILE, content: text },
  ]);
  writeFiles(join(folder, 'contract'), [
    { path: 'neon.contract.json', content: serialise(contract) },
    { path: 'neon.lock.json', content: serialise(makeLock(origin, contract, serialise(contract))) },
  ]);
  mkdirSync(join(folder, 'projects'));
  return { contract: join(folder, 'contract'), newProject: () => mkdtempSync(join(folder, 'projects', 'project-')) };
}
