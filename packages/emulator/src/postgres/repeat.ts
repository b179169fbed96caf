import { messageOf } from '@neon-api/ground';

/** Repeats the work until the returned function is called. */
export function repeat(work: () => Promise<void>, everyMs: number, log: (line: string) => void): () => Promise<void> {
  let last = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    last = work()
      .catch((error: unknown) => log(`Histories were not trimmed: ${messageOf(error)}`))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await last;
  };
}
