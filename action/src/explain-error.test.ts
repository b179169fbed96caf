import { NeonApiError, NeonUsageError } from '@neon-api/client';
import { expect, test } from 'vitest';
import { explainError } from './explain-error.ts';

const apiError = (status: number, message: string) => new NeonApiError(message, { status, code: '' });

test.each([
  [new NeonUsageError('ensurePreviewBranch: pass databaseName or roleName.'), 'pass database or role.'],
  [new Error('plain'), 'plain'],
  [new Error('at postgresql://me:secret@host'), 'at postgresql://me:[redacted]@host'],
  [apiError(400, 'listProjects: org_id is required. Set orgId.'), /required\. Set the input org-id, or pass the id/],
  [apiError(401, 'getProject: 401.'), /^getProject: 401\. The API key is wrong, expired or revoked\./],
  [apiError(404, 'getProject: 404.'), /^getProject: 404\.$/],
  ['thrown text', 'thrown text'],
])('%s', (error, expected) => {
  expect(explainError(error)).toMatch(expected);
});
