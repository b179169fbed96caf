/** A way for the tests to reach an emulator. */
export interface Transport {
  /** Starts the runtime; `use` gets the URL that answers calls of `packages/emulator/test/remote`. */
  readonly whileOpen: <Result>(use: (remote: string) => Promise<Result>) => Promise<Result>;
}

/** The tests start the emulator in their own process. */
export const inTests: Transport = { whileOpen: (use) => use('') };
