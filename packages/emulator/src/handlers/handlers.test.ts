import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import { HANDLERS } from './handlers.ts';

test('every handler is named after an operation of the contract', () => {
  const known = new Set(sharedContract().operations.map(({ operationId }) => operationId));
  expect([...HANDLERS.keys()].filter((name) => !known.has(name))).toEqual([]);
});
