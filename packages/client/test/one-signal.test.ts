import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listProjectOperations } from '../src/generated/operations.ts';
import { paginate, waitForOperations } from '../src/index.ts';
import { makeOperation } from './operation.ts';
import { simulateNeon, until } from './simulated-neon.ts';

const MANY = 30;
let warnings: Error[] = [];
const keep = (warning: Error): void => void warnings.push(warning);

beforeEach(() => {
  warnings = [];
  process.on('warning', keep);
});
afterEach(() => void process.off('warning', keep));

test('many waits, calls and lists on one signal add one listener, so that Node does not warn of a leak', async () => {
  const { neon, clock, started } = simulateNeon(Array.from({ length: MANY }, () => until(500)));
  const { signal } = new AbortController();
  const work = Promise.all([
    ...started.map((operation) => waitForOperations(neon, [operation], { signal })),
    ...started.map(({ project_id }) => paginate(neon, listProjectOperations, { project_id }, { signal }).collect()),
  ]);
  await clock.advance(10);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await clock.advanceUntil(work);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  // Node warns in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});

test('a wait for operations of many projects adds few listeners to its own signal', async () => {
  const { neon, clock } = simulateNeon([]);
  const operations = Array.from({ length: MANY }, (_, index) =>
    makeOperation({ id: `op-${index}`, project_id: `project-${index}` }),
  );
  const failed = clock.advanceUntil(waitForOperations(neon, operations)).catch((error: Error) => error.name);
  expect(await failed).toBe('NeonApiError');
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
