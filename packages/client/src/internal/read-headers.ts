import { NeonUsageError } from '../errors/index.ts';

/** Headers with names in lower case, so that none is sent twice; refused here, as `fetch` would quote their values. */
export function readHeaders(headers: Readonly<Record<string, string>>, where: string): Record<string, string> {
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    throw new NeonUsageError(`${where}: invalid header.`);
  }
}
