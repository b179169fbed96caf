import type { NeonCaller } from '@neon-api/client';
import { afterAll, beforeAll } from 'vitest';
import { type ProvisionProjectOptions, provisionProject } from '../src/index.ts';
import { type EmulatedNeon, type EmulatedNeonOptions, startEmulatedNeon } from './emulated-neon.ts';

/** Starts an emulator for the tests of a file. `begin` runs once, before the first test. */
export function useNeon(options: EmulatedNeonOptions, begin: (emulated: EmulatedNeon) => Promise<void> | void): void {
  let emulated: EmulatedNeon | undefined;
  beforeAll(async () => {
    emulated = await startEmulatedNeon(options);
    await begin(emulated);
  }, 60_000);
  afterAll(() => emulated?.stop());
}

export interface ProjectInUse {
  readonly emulated: EmulatedNeon;
  readonly neon: NeonCaller;
  readonly place: { readonly projectId: string; readonly branchId: string };
  /** The direct URI of the default branch. */
  readonly uri: string;
}

/** Starts an emulator with a project for the tests of a file. */
export function useProject(
  { postgres, http, ...wanted }: ProvisionProjectOptions & EmulatedNeonOptions,
  begin: (inUse: ProjectInUse) => Promise<void> | void,
): void {
  useNeon({ ...(postgres && { postgres }), ...(http && { http }) }, async (emulated) => {
    const { neon } = emulated;
    const { project, branch, uris } = await provisionProject(neon, wanted);
    await begin({ emulated, neon, place: { projectId: project.id, branchId: branch.id }, uri: uris.direct });
  });
}
