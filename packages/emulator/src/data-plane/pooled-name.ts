const SUFFIX = '-pooler';

/** One side of an endpoint. */
export interface EndpointSide {
  readonly endpointId: string;
  readonly isPooled: boolean;
}

/**
 * Returns the name of an endpoint's pooled side, for host names and options.
 * https://neon.com/docs/connect/connection-pooling#how-to-use-connection-pooling
 */
export function pooledNameOf(endpointId: string): string {
  return `${endpointId}${SUFFIX}`;
}

/** Returns the side that a name stands for: `ep-x`, or `ep-x-pooler`. */
export function readSide(name: string): EndpointSide {
  const isPooled = name.endsWith(SUFFIX);
  return { endpointId: isPooled ? name.slice(0, -SUFFIX.length) : name, isPooled };
}
