import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '@neon-api/emulator';
import { judgeOutcomes, messageOf, type Verdict } from '../harness/index.ts';
import type { Tarball } from '../pack.ts';
import { versionsIn } from './complete-manifest.ts';
import type { Consumer } from './consumers.ts';
import type { Result } from './format-results.ts';
import { installProject } from './install-project.ts';
import type { Manifest } from './project.ts';

/** Four times as fast as Neon: an operation takes 200 ms, so that a wait polls several times. */
const SPEED = 4;

/** Installs a consumer's project in a temporary folder and runs it against an emulator of its own. */
export async function tryConsumer(name: string, consumer: Consumer, tarballs: readonly Tarball[]): Promise<Result> {
  const { fixture = name, manager, versions } = consumer;
  const startedAt = performance.now();
  const about = { consumer: name, manager };
  const folder = mkdtempSync(join(tmpdir(), `neon-api-${name}-`));
  try {
    const manifest = await installProject(folder, { fixture, manager, ...(versions && { versions }) }, tarballs);
    const verdict = await runProject(folder, manifest, consumer);
    return {
      ...about,
      versions: versionsIn(manifest),
      tried: true,
      ...verdict,
      durationMs: performance.now() - startedAt,
    };
  } catch (error) {
    const complaints = [`could not be installed: ${messageOf(error)}`];
    return { ...about, versions: '', tried: false, passed: 0, complaints, durationMs: performance.now() - startedAt };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runProject(folder: string, { scripts = {} }: Manifest, { run, expects }: Consumer): Promise<Verdict> {
  const emulator = await startEmulator({ port: 0, postgres: 'off', speed: SPEED, log: () => undefined });
  try {
    const { apiUrl, apiKey } = emulator;
    return judgeOutcomes(await run({ folder, scripts, apiUrl, apiKey }), expects);
  } catch (error) {
    return { passed: 0, complaints: [`did not run: ${messageOf(error)}`] };
  } finally {
    await emulator.stop();
  }
}
