import { NeonUsageError } from '../errors/index.ts';

/** Returns headers with lower-case names, so that none is sent twice. Errors of `fetch` would quote invalid values. */
export function readHeaders(headers: Readonly<Record<string, string>>, where: string): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    throw new NeonUsageError(`${where}: invalid header.`);
  }
}
