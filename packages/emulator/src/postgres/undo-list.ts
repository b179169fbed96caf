export interface UndoList {
  add(undo: () => Promise<void>): void;
  /** Runs all undo functions, last first, even if some fail. A second call waits for the first. */
  run(): Promise<void>;
}

export function createUndoList(): UndoList {
  const undos: Array<() => Promise<void>> = [];
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const undo of undos.reverse()) await undo().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  return {
    add: (undo) => void undos.push(undo),
    run() {
      const isFirst = running === undefined;
      running ??= runAll();
      return isFirst ? running : running.catch(() => {});
    },
  };
}
