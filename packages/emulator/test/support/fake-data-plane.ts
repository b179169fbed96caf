import type { DataPlane, DataPlaneEvents } from '../../src/data-plane/index.ts';

/** A data plane that records its calls, and can be paused or made to fail. */
export interface FakeDataPlane extends DataPlane {
  readonly calls: string[];
  readonly events: DataPlaneEvents;
  /** Pauses the next calls until the returned function is called. */
  hold(): () => void;
  /** Makes calls of this method fail with a message; without one, they succeed again. */
  failOn(method: string, message: string | undefined): void;
}

export function createFakeDataPlane(events: DataPlaneEvents): FakeDataPlane {
  const calls: string[] = [];
  const failures = new Map<string, string>();
  let gate: Promise<void> = Promise.resolve();

  const record =
    (method: string) =>
    async (...args: unknown[]): Promise<void> => {
      calls.push([method, ...args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg)))].join(' '));
      await gate;
      const failure = failures.get(method);
      if (failure !== undefined) throw new Error(failure);
    };
  return {
    kind: 'embedded',
    pgVersions: [17],
    howToGet: (pgVersion) => `To use ${pgVersion}, install it.`,
    address: { host: '127.0.0.1', port: 5999 },
    calls,
    events,
    hold() {
      let release = (): void => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    failOn(method, message) {
      if (message === undefined) failures.delete(method);
      else failures.set(method, message);
    },
    createBranch: record('createBranch'),
    copyBranch: record('copyBranch'),
    replaceBranchData: record('replaceBranchData'),
    dropBranch: record('dropBranch'),
    applyRole: record('applyRole'),
    dropRole: record('dropRole'),
    createDatabase: record('createDatabase'),
    changeDatabase: record('changeDatabase'),
    dropDatabase: record('dropDatabase'),
    openEndpoint: record('openEndpoint'),
    closeEndpoint: record('closeEndpoint'),
    startEndpoint: record('startEndpoint'),
    suspendEndpoint: record('suspendEndpoint'),
    stop: record('stop'),
  };
}
