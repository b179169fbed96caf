import * as client from '@neon-api/client';
import * as operations from '@neon-api/client/operations';
import { expect, test } from 'vitest';
import * as helpers from '../src/index.ts';

// Users import all three into one file.
test('no helper has the name of a client export or an operation', () => {
  const taken = new Set([...Object.keys(client), ...Object.keys(operations)]);
  expect(taken).toContain('createSnapshot');
  expect(Object.keys(helpers).filter((name) => taken.has(name))).toEqual([]);
});

test('every helper is a function', () => {
  expect(Object.entries(helpers).filter(([, helper]) => typeof helper !== 'function')).toEqual([]);
});
