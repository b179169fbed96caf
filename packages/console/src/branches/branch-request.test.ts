import { expect, test } from 'vitest';
import { branchRequest, type NewBranch } from './branch-request.ts';

const asked: NewBranch = {
  ...{ name: '', parentId: 'br-main', isSchemaOnly: false, hasCompute: false },
  ...{ point: 'now', time: '', lsn: '', expiresAtMs: undefined },
};

test.each([
  [{}, { branch: { parent_id: 'br-main' } }],
  [{ name: ' dev ' }, { branch: { parent_id: 'br-main', name: 'dev' } }],
  [{ hasCompute: true }, { branch: { parent_id: 'br-main' }, endpoints: [{ type: 'read_write' }] }],
  [{ isSchemaOnly: true, point: 'lsn', lsn: '0/1' }, { branch: { parent_id: 'br-main', init_source: 'schema-only' } }],
  [{ point: 'lsn', lsn: ' 0/1DE2850 ' }, { branch: { parent_id: 'br-main', parent_lsn: '0/1DE2850' } }],
  [
    { point: 'time', time: '2026-11-29T14:00:00Z' },
    { branch: { parent_id: 'br-main', parent_timestamp: '2026-11-29T14:00:00.000Z' } },
  ],
  [{ expiresAtMs: 0 }, { branch: { parent_id: 'br-main', expires_at: '1970-01-01T00:00:00.000Z' } }],
])('%j becomes %j', (fields, request) => {
  expect(branchRequest({ ...asked, ...fields })).toEqual(request);
});

test('a missing time is refused', () => {
  expect(() => branchRequest({ ...asked, point: 'time' })).toThrow('Enter a date and a time.');
});
