import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '@neon-api/ground';
import { chooseNames, exitWith } from '../harness/index.ts';
import { ROOT } from '../repository.ts';
import { bundle } from './bundle.ts';
import { formatResults, type Result } from './format-results.ts';
import { installRuntime } from './install-runtime.ts';
import { judgeReport } from './judge-report.ts';
import { PLATFORM, RUNTIMES, type Runtime } from './runtimes.ts';
import { CHECKS } from './smoke.ts';
import { startWorld } from './world.ts';

const CACHE = join(ROOT, '.cache/runtimes');

/** Tests the client in each runtime. Exits with 1 if it fails in any of them, and with 2 if nothing could be tested. */
async function main(): Promise<number> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const names = chooseNames(only, Object.keys(RUNTIMES), 'runtime');
  const here = `${process.platform}-${process.arch}`;
  if (here !== PLATFORM) {
    throw new Error(
      `The runtimes are builds for ${PLATFORM}, but this is ${here}. Run the workflow "runtimes" instead.`,
    );
  }
  const results: Result[] = [];
  for (const name of names) {
    const runtime = RUNTIMES[name];
    if (runtime) results.push(await tryRuntime(name, runtime));
  }
  process.stdout.write(formatResults(results));
  return results.some(({ complaints }) => complaints.length > 0) ? 1 : 0;
}

async function tryRuntime(name: string, runtime: Runtime): Promise<Result> {
  const { package: wanted, identity, entry, run, further = [], known } = runtime;
  const about = { runtime: name, version: wanted.version, known };
  process.stderr.write(`${name} ${wanted.version}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-smoke-'));
  const world = await startWorld();
  let startedAt = performance.now();
  try {
    const installed = await installRuntime(wanted, CACHE);
    const script = join(folder, 'smoke.mjs');
    await bundle(entry, script);
    startedAt = performance.now();
    const report = await run(installed, script, world);
    const verdict = judgeReport(report, [...CHECKS, ...further], identity, known);
    return { ...about, ...verdict, durationMs: performance.now() - startedAt };
  } catch (error) {
    const complaint = `did not run: ${messageOf(error)}`;
    return { ...about, passed: 0, complaints: [complaint], durationMs: performance.now() - startedAt };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await exitWith(main);
