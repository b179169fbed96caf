import type { DataPlane } from './data-plane.ts';

const done = async (): Promise<void> => {};

/** The data plane of an emulator that serves the management API alone: everything succeeds and nothing runs. */
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
