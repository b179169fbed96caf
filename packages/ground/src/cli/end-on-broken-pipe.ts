/** The parts of `process` that a command ends with. */
interface EndingProcess {
  readonly stdout: { on(name: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown };
  exit(): never;
}

/** Ends the process without an error when the reader of its output has closed it, as in `status | head`. */
export function endOnBrokenPipe(process: EndingProcess): void {
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
