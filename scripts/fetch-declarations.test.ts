import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { installTarballs } from './pack.ts';
import { node, runCommand } from './run-command.ts';
import { compilerOf } from './types-matrix.ts';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-page-'));
  await installTarballs(folder, inject('tarballs'), ['@neon-api/emulator']);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
import { createEmulator, type DataPlane, type FetchEmulatorOptions } from '@neon-api/emulator/fetch';
declare const dataPlane: DataPlane;
const options: FetchEmulatorOptions = { dataPlane, clock: 'virtual', seed: { projects: [{ project: {} }] } };
export async function run(): Promise<string> {
  const emulator = await createEmulator(options);
  const answer: Response = await emulator.fetch('/api/v2/projects', { method: 'HEAD' });
  emulator.faults.add({ operationId: 'listProjects', kind: 'reset', when: 'before' });
  await emulator.clock.advance(answer.status);
  await emulator[Symbol.asyncDispose]();
  return emulator.listRequests()[0]?.path ?? '';
}
`;

test('a page without @types/node can use the emulator, and its declarations have no errors', async () => {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    types: [],
    skipLibCheck: false,
    module: 'esnext',
    moduleResolution: 'bundler',
  };
  writeFileSync(join(folder, 'page.ts'), PROGRAM);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.ts'] }));
  const said = await runCommand(node(compilerOf('7.0.2'), '-p', join(folder, 'tsconfig.json')), folder).catch(String);
  expect(said.split('\n').filter((line) => line.includes('error'))).toEqual([]);
});
