import { expect, test } from 'vitest';
import { decideAccess } from './decide-access.ts';

const OURS = 'acme/shop';

test.each([
  ['push', OURS, 'allow'],
  ['schedule', OURS, 'allow'],
  ['pull_request', OURS, 'allow'],
  ['pull_request', 'Acme/Shop', 'allow'],
  ['pull_request_target', OURS, 'allow'],
  ['pull_request', 'stranger/shop', 'skip'],
  ['pull_request', undefined, 'skip'],
  ['pull_request_review', 'stranger/shop', 'skip'],
  ['pull_request_target', 'stranger/shop', 'refuse'],
  ['pull_request_target', undefined, 'refuse'],
  ['workflow_run', 'stranger/shop', 'refuse'],
] as const)('on %s, code of %s: %s', (name, headRepository, verdict) => {
  const event = { name, headRepository, repository: OURS, apiUrl: 'http://127.0.0.1' };
  expect(decideAccess(event).verdict).toBe(verdict);
});
