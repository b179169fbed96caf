import type { Endpoint } from '@neon-api/types';
import type { Fields } from './drift.ts';

/** How large a compute is, and when it sleeps. What is left out is the project's default. */
export interface ComputeSize {
  /** Autoscaling limits in compute units, from 0.25; at most 8 apart. */
  readonly minCu?: number;
  readonly maxCu?: number;
  /** Idle time in seconds before it is suspended: 0 for Neon's default (300), -1 never, else 60 to 604800. */
  readonly suspendTimeoutSeconds?: number;
}

export const COMPUTE_SIZE_OPTIONS: readonly string[] = ['minCu', 'maxCu', 'suspendTimeoutSeconds'];

interface WireSize {
  readonly autoscaling_limit_min_cu?: number;
  readonly autoscaling_limit_max_cu?: number;
  readonly suspend_timeout_seconds?: number;
}

export function toWireSize({ minCu, maxCu, suspendTimeoutSeconds }: ComputeSize): WireSize {
  return {
    ...(minCu !== undefined && { autoscaling_limit_min_cu: minCu }),
    ...(maxCu !== undefined && { autoscaling_limit_max_cu: maxCu }),
    ...(suspendTimeoutSeconds !== undefined && { suspend_timeout_seconds: suspendTimeoutSeconds }),
  };
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
