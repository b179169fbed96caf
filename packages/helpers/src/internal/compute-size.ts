import type { Endpoint } from '@neon-api/types';
import type { Fields } from './drift.ts';
import { withoutUndefined } from './without-undefined.ts';

/** How large a compute is, and when it sleeps. What is left out is the project's default. */
export interface ComputeSize {
  /** Autoscaling limits in compute units, from 0.25; at most 8 apart. */
  readonly minCu?: number | undefined;
  readonly maxCu?: number | undefined;
  /** Idle time in seconds before it is suspended: 0 for Neon's default (300), -1 never, else 60 to 604800. */
  readonly suspendTimeoutSeconds?: number | undefined;
}

export const COMPUTE_SIZE_OPTIONS: readonly string[] = ['minCu', 'maxCu', 'suspendTimeoutSeconds'];

interface WireSize {
  readonly autoscaling_limit_min_cu?: number;
  readonly autoscaling_limit_max_cu?: number;
  readonly suspend_timeout_seconds?: number;
}

export function toWireSize({ minCu, maxCu, suspendTimeoutSeconds }: ComputeSize): WireSize {
  return withoutUndefined({
    autoscaling_limit_min_cu: minCu,
    autoscaling_limit_max_cu: maxCu,
    suspend_timeout_seconds: suspendTimeoutSeconds,
  });
}

export function sizeOf(endpoint: Endpoint): Fields {
  return {
    minCu: endpoint.autoscaling_limit_min_cu,
    maxCu: endpoint.autoscaling_limit_max_cu,
    suspendTimeoutSeconds: endpoint.suspend_timeout_seconds,
  };
}

export function askedSize({ minCu, maxCu, suspendTimeoutSeconds }: ComputeSize): Fields {
  return { minCu, maxCu, suspendTimeoutSeconds };
}
