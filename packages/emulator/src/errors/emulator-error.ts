/** Refused before anything was started: an option is unknown or out of range. */
export class EmulatorUsageError extends Error {
  override readonly name = 'EmulatorUsageError';
}

/** The emulator could not start; whatever had been started is stopped again. */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError';
}
