/** Notes which units are done, so that a later run leaves them out. Implement it over any store. */
export interface CheckpointStore {
  /** The keys of the units that are done; asked for once, at the start. */
  load(): Promise<Iterable<string>>;
  /** Notes that a unit is done. Once it resolves, the note must survive the process. */
  markDone(key: string): Promise<void>;
}

/**
 * A checkpoint that ends with the process: for tests, and for runs again within one process.
 *
 * @example
 * const checkpoint = createMemoryCheckpoint();
 */
export function createMemoryCheckpoint(): CheckpointStore {
  const done = new Set<string>();
  return {
    load: async () => [...done],
    markDone: async (key) => {
      done.add(key);
    },
  };
}
