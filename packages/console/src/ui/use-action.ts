import { type ReadonlySignal, useSignal } from '@preact/signals';

export interface Action {
  /** Runs one piece of work and keeps its error as text. Resolves to whether it succeeded. */
  run(work: () => Promise<void>): Promise<boolean>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Empty if there is none. */
  readonly error: ReadonlySignal<string>;
}

export function useAction(): Action {
  const isBusy = useSignal(false);
  const error = useSignal('');
  return {
    isBusy,
    error,
    async run(work) {
      isBusy.value = true;
      error.value = '';
      try {
        await work();
        return true;
      } catch (thrown) {
        error.value = messageOf(thrown);
        return false;
      } finally {
        isBusy.value = false;
      }
    },
  };
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
