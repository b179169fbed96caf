import { describeStartFailure } from '../errors/index.ts';
import { MIN_OPEN_FILES, requireOpenFiles } from '../open-files.ts';
import type { Emulator } from './emulator.ts';
import { describeRisks, type EmulatorOptions, type ResolvedOptions, resolveOptions } from './emulator-options.ts';
import { startPlanes } from './start-planes.ts';

/**
 * Starts a local Neon: the management API on a loopback port, with Postgres behind it.
 *
 * @throws EmulatorUsageError for an unknown option or a value out of range.
 * @throws EmulatorStartError if a port, a folder or Postgres is not available; nothing is left running.
 * @example
 * const emulator = await startEmulator({ postgres: 'off' });
 * await fetch(`${emulator.apiUrl}/projects`, { headers: { Authorization: `Bearer ${emulator.apiKey}` } });
 * await emulator.stop();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveOptions(options);
  for (const risk of describeRisks(resolved)) resolved.log(risk);
  try {
    requireOpenFiles(resolved.postgres === 'off' ? MIN_OPEN_FILES.withoutPostgres : MIN_OPEN_FILES.withPostgres);
    return await startOn(resolved);
  } catch (error) {
    throw describeStartFailure(error);
  }
}

async function startOn(options: ResolvedOptions): Promise<Emulator> {
  const planes = await startPlanes(options);
  try {
    // Imported here, because its modules belong to the control plane, which is loaded after Postgres.
    const { serveEmulator } = await import('./serve-emulator.ts');
    return await serveEmulator(options, planes);
  } catch (error) {
    await planes.stop();
    throw error;
  }
}
