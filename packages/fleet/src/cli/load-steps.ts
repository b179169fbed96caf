import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '@neon-api/ground/cli';
import type { WorkOptions } from '../jobs/index.ts';
import { safeMessage } from '../store/index.ts';

export type LoadedSteps = Required<Pick<WorkOptions, 'steps' | 'scheduled'>>;

/**
 * Loads the `steps` that a module exports, and its `scheduled` if there are any.
 *
 * @throws UsageError if the module cannot be loaded, or an export is not an object of functions
 */
export async function loadSteps(path: string, folder: string): Promise<LoadedSteps> {
  const loaded = await load(path, folder);
  return {
    steps: functionsIn(path, 'steps', loaded.steps) as WorkOptions['steps'],
    scheduled: functionsIn(path, 'scheduled', loaded.scheduled ?? {}) as LoadedSteps['scheduled'],
  };
}

async function load(path: string, folder: string): Promise<{ readonly steps?: unknown; readonly scheduled?: unknown }> {
  try {
    return await import(pathToFileURL(resolve(folder, path)).href);
  } catch (error) {
    throw new UsageError(`Cannot load --steps ${path}: ${safeMessage(error)}`);
  }
}

function functionsIn(path: string, name: string, value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && Object.values(value).every((one) => typeof one === 'function')) return { ...value };
  throw new UsageError(`--steps ${path} must export ${name}: an object with a function for each job.`);
}
