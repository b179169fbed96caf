interface Turns {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => {
    readonly port1: { onmessage: (() => void) | null; close(): void };
    readonly port2: { postMessage(message: unknown): void };
  };
}

/** Resolves in a later turn of the event loop, as soon as the runtime allows. Needs no Node. */
export function nextTurn({ setImmediate, MessageChannel }: Turns = globalThis as unknown as Turns): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate) return void setImmediate(() => resolve());
    // HTML: browsers delay nested timers by 4 ms, but not messages.
    if (!MessageChannel) return void setTimeout(resolve, 0);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
