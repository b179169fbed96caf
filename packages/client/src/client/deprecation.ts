import type { OperationDescriptor } from './neon-caller.ts';

interface Host {
  readonly process?: { readonly emitWarning?: (message: string, type: string, code: string) => void };
}

const warned = new Set<string>();

/** Warns about a deprecated operation, once per process. Only the functions of such operations import it. */
export function warnDeprecated({ id, sunset }: OperationDescriptor): void {
  if (warned.size === warned.add(id).size) return;
  const message = `${id} is deprecated${sunset ? `; its sunset date is ${sunset}` : ''}. See its doc comment.`;
  const { process } = globalThis as Host;
  // Node adds a stack trace with --trace-deprecation, and prints nothing with --no-deprecation.
  if (process?.emitWarning) process.emitWarning(message, 'DeprecationWarning', 'NEON_DEPRECATED');
  else console.warn(message);
}
