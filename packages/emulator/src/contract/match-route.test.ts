import { expect, test } from 'vitest';
import { sharedContract } from './shared-contract.ts';

const { matchRoute, operations } = sharedContract();

test('the contract has 180 operations, and each matches its own path', () => {
  expect(operations).toHaveLength(180);
  for (const { operationId, method, path } of operations) {
    const match = matchRoute(method, path.replaceAll(/\{[^}]+\}/g, 'value'));
    expect(match.kind === 'found' && match.operation.operationId).toBe(operationId);
  }
});

test('a literal segment takes precedence over a parameter', () => {
  const match = matchRoute('GET', '/projects/p/branches/count');
  expect(match.kind === 'found' && match.operation.operationId).toBe('countProjectBranches');
});

test('parameters are percent-decoded, including slashes', () => {
  const match = matchRoute('GET', '/projects/p/branches/b/roles/a%2Fb%20c');
  expect(match.kind === 'found' && match.pathParams).toEqual({ project_id: 'p', branch_id: 'b', role_name: 'a/b c' });
});

test.each(['/', '/projects/', '/projects//branches', '/projects/p/', '/projects/constructor/__proto__'])(
  '%s is unknown',
  (path) => {
    expect(matchRoute('GET', path).kind).toBe('unknown');
  },
);
