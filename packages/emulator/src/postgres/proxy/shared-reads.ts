import type { StoredLogin } from '../../branch-sql/index.ts';

/** Reads what the endpoint's branch stores for a role's logins; undefined if the role cannot log in. */
export type ReadLogin = (endpointId: string, role: string) => Promise<StoredLogin | undefined>;

type Read<Value> = (endpointId: string, role: string) => Promise<Value | undefined>;

interface SharedRead<Value> {
  hasBegun: boolean;
  result: Promise<Value | undefined>;
}

/**
 * Shares reads among calls that ask the same at once: the calls that arrive during a read share the next one, so that
 * each gets a value from after its call. A thousand clients that log in together need two reads.
 */
export function shareReads<Value>(read: Read<Value>): Read<Value> {
  const latest = new Map<string, SharedRead<Value>>();
  return (endpointId, role) => {
    const key = `${endpointId} ${role}`;
    const previous = latest.get(key);
    if (previous && !previous.hasBegun) return previous.result;
    const begin = (): Promise<Value | undefined> => {
      own.hasBegun = true;
      return read(endpointId, role);
    };
    const own: SharedRead<Value> = { hasBegun: false, result: Promise.resolve(undefined) };
    own.result = (previous ? previous.result.then(begin, begin) : begin()).finally(() => {
      if (latest.get(key) === own) latest.delete(key);
    });
    latest.set(key, own);
    return own.result;
  };
}
