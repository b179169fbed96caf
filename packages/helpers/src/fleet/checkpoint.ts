/** Records which units are done, so that a later run skips them. You can implement it over any store. */
export interface CheckpointStore {
  /** Returns the keys of the finished units. Called once, at the start. */
  load(): Promise<Iterable<string>>;
  /** Records that a unit is done. Once the promise resolves, the record must survive a crash of the process. */
  markDone(key: string): Promise<void>;
}

/**
 * Creates a checkpoint in memory, for tests and for repeated runs in one process.
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
