import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '@neon-api/emulator';
import { messageOf } from '@neon-api/ground';
import { judgeOutcomes, type Verdict } from '../harness/index.ts';
import type { Tarball } from '../pack.ts';
import { versionsIn } from './complete-manifest.ts';
import type { Consumer } from './consumers.ts';
import type { Result } from './format-results.ts';
import { installProject } from './install-project.ts';
import type { Project } from './project.ts';

/** Four times as fast as Neon: an operation takes 200 ms, so that a wait polls several times. */
const SPEED = 4;

/** Installs a consumer's project in a temporary folder and runs it against its own emulator. */
export async function tryConsumer(name: string, consumer: Consumer, tarballs: readonly Tarball[]): Promise<Result> {
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), `neon-api-${name}-`));
  try {
    const trial = await installAndRun(name, folder, consumer, tarballs);
    return {
      consumer: name,
      manager: consumer.manager,
      ...trial,
      failed: consumer.expects.length - trial.passed,
      durationMs: performance.now() - startedAt,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Trial = Verdict & Pick<Result, 'tried' | 'versions'>;

async function installAndRun(
  name: string,
  folder: string,
  consumer: Consumer,
  tarballs: readonly Tarball[],
): Promise<Trial> {
  try {
    const { manifest, installLog } = await installProject(folder, { fixture: name, ...consumer }, tarballs);
    const { scripts = {} } = manifest;
    return {
      tried: true,
      versions: versionsIn(manifest),
      ...(await runProject({ folder, installLog, scripts }, consumer)),
    };
  } catch (error) {
    return { tried: false, versions: '', passed: 0, complaints: [`could not be installed: ${messageOf(error)}`] };
  }
}

type Installed = Pick<Project, 'folder' | 'installLog' | 'scripts'>;

async function runProject(installed: Installed, { postgres = 'off', run, expects }: Consumer): Promise<Verdict> {
  const emulator = await startEmulator({ port: 0, postgres, speed: SPEED, log: () => undefined });
  try {
    const { apiUrl, apiKey, orgId, listRequests } = emulator;
    return judgeOutcomes(await run({ ...installed, apiUrl, apiKey, orgId, listRequests }), expects);
  } catch (error) {
    return { passed: 0, complaints: [`failed: ${messageOf(error)}`] };
  } finally {
    await emulator.stop();
  }
}
