import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const UNITS = 300;
const CONCURRENCY = 5;

// Runs in a separate process with the built package. Each step appends its key to a file.
const JOB = `
  import { appendFileSync } from 'node:fs';
  import { createNeonClient } from '@neon-api/client';
  import { runUnits } from './dist/index.js';
  import { createFileCheckpoint } from './dist/node/index.js';
  const [checkpointPath, begun] = process.argv.slice(1);
  const units = Array.from({ length: ${UNITS} }, (_, n) => ({ key: 'unit-' + n }));
  const neon = createNeonClient({ apiKey: 'test-key' });
  const step = async ({ key }) => {
    appendFileSync(begun, key + '\\n');
    // Slow enough to be killed before its end.
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const checkpoint = createFileCheckpoint(checkpointPath, { job: 'kill me' });
  const { done, skipped } = await runUnits(neon, units, step, { concurrency: ${CONCURRENCY}, checkpoint });
  console.log(JSON.stringify({ done: done.length, skipped: skipped.length }));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const linesOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []);

test('a job that is killed three times finishes in the fourth run, and never repeats a recorded unit', async () => {
  const [checkpoint, begun] = [join(folder, 'job.jsonl'), join(folder, 'begun')];
  const run = async (killAfter: number): Promise<string> => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', JOB, checkpoint, begun], { cwd: PACKAGE });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    let ended = false;
    const end = new Promise<void>((resolve) =>
      child.on('close', () => {
        ended = true;
        resolve();
      }),
    );
    while (!ended && linesOf(checkpoint).length < killAfter) await new Promise((resolve) => setTimeout(resolve, 2));
    if (!ended) child.kill('SIGKILL');
    await end;
    return output;
  };
  for (const killAfter of [2, 80, 160]) expect(await run(killAfter)).toBe('');
  const noted = linesOf(checkpoint).length - 1;
  const { done, skipped } = JSON.parse(await run(Number.POSITIVE_INFINITY));
  expect({ all: done + skipped, skipped }).toEqual({ all: UNITS, skipped: noted });
  const steps = linesOf(begun);
  expect(new Set(steps).size).toBe(UNITS);
  expect(steps.length).toBeLessThanOrEqual(UNITS + 3 * CONCURRENCY);
});
