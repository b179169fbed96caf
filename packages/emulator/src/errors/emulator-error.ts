/** An option is unknown or out of range. Thrown before anything is started. */
export class EmulatorUsageError extends Error {
  override readonly name = 'EmulatorUsageError';
}

/** The emulator could not start. Everything that was started has been stopped again. */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError';
}
