import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmulator } from '../src/start/index.ts';
import { createFakeDataPlane } from './support/fake-data-plane.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-recovered-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Starts and stops an emulator whose Postgres has a branch without a record. Returns the calls that removed it. */
async function removedByStart(options: { readonly recover?: boolean } = {}): Promise<readonly string[]> {
  const dataPlane = {
    ...createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} }),
    listBranches: () => ['br-without-a-record'],
  };
  const emulator = await startEmulator({ dataDir, dataPlane, log: () => {}, ...options });
  await emulator.stop();
  return dataPlane.calls.filter((call) => call.startsWith('dropBranch'));
}

test('data without a record is kept after a recovery until the damaged files are removed', async () => {
  expect(await removedByStart()).toEqual([]);
  writeFileSync(join(dataDir, 'control-plane.json'), 'damaged');
  expect(await removedByStart({ recover: true })).toEqual([]);
  expect(await removedByStart()).toEqual([]);
  const [damaged = ''] = readdirSync(dataDir).filter((name) => name.startsWith('control-plane.damaged-'));
  rmSync(join(dataDir, damaged), { recursive: true });
  expect(await removedByStart()).toEqual(['dropBranch br-without-a-record']);
});
