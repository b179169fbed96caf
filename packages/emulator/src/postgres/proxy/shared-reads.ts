type Read = (endpointId: string, role: string) => Promise<string | undefined>;

interface SharedRead {
  hasBegun: boolean;
  result: Promise<string | undefined>;
}

/**
 * Shares reads among calls that ask the same at once: the calls that arrive during a read share the next one, so that
 * each gets a value from after its call. A thousand clients that log in together need two reads.
 */
export function shareReads(read: Read): Read {
  const latest = new Map<string, SharedRead>();
  return (endpointId, role) => {
    const key = `${endpointId} ${role}`;
    const previous = latest.get(key);
    if (previous && !previous.hasBegun) return previous.result;
    const begin = (): Promise<string | undefined> => {
      own.hasBegun = true;
      return read(endpointId, role);
    };
    const own: SharedRead = { hasBegun: false, result: Promise.resolve(undefined) };
    own.result = (previous ? previous.result.then(begin, begin) : begin()).finally(() => {
      if (latest.get(key) === own) latest.delete(key);
    });
    latest.set(key, own);
    return own.result;
  };
}
