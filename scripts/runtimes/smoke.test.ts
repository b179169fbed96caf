import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { judgeReport } from './judge-report.ts';
import { runInProcess } from './run-in-process.ts';
import { CHECKS, runSmoke } from './smoke.ts';
import { startWorld, type World } from './world.ts';

const HERE = `node ${process.versions.node}`;
const ALL_PASS = { passed: CHECKS.length, complaints: [] };

let world: World;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-smoke-'));
  world = await startWorld();
});

afterEach(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the client passes every check in this Node', async () => {
  expect(judgeReport(await runSmoke(world), CHECKS, HERE)).toEqual(ALL_PASS);
});

test('the bundled client passes every check, and its process exits on its own', async () => {
  const script = join(folder, 'smoke.mjs');
  await bundle('entry-process.ts', script);
  const report = await runInProcess(process.execPath)('', script, world);
  expect(judgeReport(report, CHECKS, HERE)).toEqual(ALL_PASS);
});
