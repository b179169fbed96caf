import type { DataPlane } from './data-plane.ts';

const done = async (): Promise<void> => {};

/** Creates the data plane for an emulator with only the management API: every call succeeds and nothing runs. */
export function createOffDataPlane(): DataPlane {
  return {
    kind: 'off',
    pgVersions: [],
    address: undefined,
    createBranch: done,
    copyBranch: done,
    dropBranch: done,
    applyRole: done,
    dropRole: done,
    createDatabase: done,
    changeDatabase: done,
    dropDatabase: done,
    openEndpoint: done,
    closeEndpoint: done,
    startEndpoint: done,
    suspendEndpoint: done,
    stop: done,
  };
}
