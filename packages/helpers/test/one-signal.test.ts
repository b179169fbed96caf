import { createNeonClient } from '@neon-api/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureBranch, forEachProject, type ProjectUnit, type Step } from '../src/index.ts';

const MANY = 30;
let warnings: Error[] = [];
const keep = (warning: Error): void => void warnings.push(warning);

beforeEach(() => {
  warnings = [];
  process.on('warning', keep);
});
afterEach(() => void process.off('warning', keep));

/** A step that runs until the job is aborted. */
const untilAborted: Step<ProjectUnit, never> = (_, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('many helpers on one signal add few listeners, so that Node does not warn about a leak', async () => {
  const neon = createNeonClient({ apiKey: 'test-key', fetch: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const { signal } = controller;
  const reason = new Error('enough');
  const work = Array.from({ length: MANY }, (_, index) => [
    ensureBranch(neon, { projectId: 'p', name: `branch-${index}`, signal }),
    forEachProject(neon, { projectIds: ['p'] }, untilAborted, { signal }),
  ]).flat();
  const ends = Promise.allSettled(work);
  // Node warns in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort(reason);
  expect(new Set((await ends).map((end) => end.status === 'rejected' && end.reason))).toEqual(new Set([reason]));
  expect(warnings).toEqual([]);
});
