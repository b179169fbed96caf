import { call, startProcess } from './emulator-process.ts';

/** Measures the time from the start of the process to the end of the first response, in ms. */
export async function measureStart(...args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const emulator = await startProcess(args);
  await call(emulator, 'GET', `/projects?org_id=${emulator.orgId}`);
  const tookMs = performance.now() - startedAt;
  await emulator.stop();
  return tookMs;
}
