import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newerDocument } from '../packages/codegen/test/newer-document.ts';
import { ROOT } from './repository.ts';
import { describeSources } from './spec-sources.ts';
import { syncSpec } from './sync-repository.ts';

const WITNESS = 'specs/overlays/10-newer-operations.yaml';
const TAKEN = [
  'createProjectBranchTrigger',
  'listProjectMembers',
  'queryProjectBranchLogs',
  'revealCredential',
  'rotateCredential',
];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sync-repository-'));
  cpSync(join(ROOT, 'specs'), join(root, 'specs'), { recursive: true });
  cpSync(join(ROOT, 'packages/types/package.json'), join(root, 'packages/types/package.json'));
  mkdirSync(join(root, '.changeset'));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('a document with five of the 17 operations removes them from the overlay, and a minor changeset names them', async () => {
  const path = join(root, 'document.json');
  writeFileSync(path, JSON.stringify(newerDocument(TAKEN)));
  const before = operationsIn(read(WITNESS));
  const { written, sources } = await syncSpec(root, `file=${path}`);
  const after = operationsIn(read(WITNESS));
  expect(before).toHaveLength(17);
  expect(before.filter((id) => !after.includes(id))).toEqual(TAKEN);
  expect(after.every((id) => before.includes(id))).toBe(true);
  const [changeset = ''] = readdirSync(join(root, '.changeset'));
  expect(changeset).toBe(written?.changeset);
  const text = read(join('.changeset', changeset));
  expect(text).toContain("'@neon-api/types': minor\n'@neon-api/client': minor\n");
  expect(text).toContain(`The document now has ${TAKEN.map((id) => `\`${id}\``).join(', ')}, so`);
  expect(describeSources(sources)).toEqual([
    expect.stringMatching(/^The document now has .*types of @neon\/sdk@6\.1\.2 are no longer used for them\.$/),
    `Only in the types of @neon/sdk@6.1.2: ${after.map((id) => `\`${id}\``).join(', ')}.`,
    'Only in the document, absent from @neon/sdk@6.1.2, and therefore deprecated: `recoverProjectBranch`.',
  ]);
});

test('the current document does not change the contract', async () => {
  const { written, sources } = await syncSpec(root, 'npm');
  expect(written).toBeUndefined();
  expect(describeSources(sources)[0]).toMatch(/^Only in the types of @neon\/sdk@6\.1\.2: /);
  expect(readdirSync(join(root, '.changeset'))).toEqual([]);
});

function operationsIn(overlay: string): string[] {
  return [...overlay.matchAll(/operationId: (\w+)/g)].map((match) => match[1] ?? '').sort();
}
