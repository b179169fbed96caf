import type { Endpoint } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';
import { assertOptions, numberFrom, type OptionRule, type OptionRules } from '../options/index.ts';
import type { Fields } from './drift.ts';
import { withoutUndefined } from './without-undefined.ts';

/** The size of a compute, and when it is suspended. Options that you leave out have the project's default. */
export interface ComputeSize {
  /** Lower autoscaling limit in compute units, from 0.25; at most 8 below `maxCu`. */
  readonly minCu?: number | undefined;
  /** Upper autoscaling limit in compute units, from 0.25. */
  readonly maxCu?: number | undefined;
  /** Idle time before the compute is suspended, in seconds, 60 to 604800. 0: Neon's default (300). -1: never. */
  readonly suspendTimeoutSeconds?: number | undefined;
}

export const COMPUTE_SIZE_OPTIONS: OptionRules<ComputeSize> = {
  minCu: numberFrom(0.25),
  maxCu: numberFrom(0.25),
  suspendTimeoutSeconds: {
    must: 'a whole number: -1, 0, or from 60 to 604800',
    holds: (value) =>
      value === -1 || value === 0 || (Number.isInteger(value) && Number(value) >= 60 && Number(value) <= 604_800),
  },
};

/** Rule for an option that is a size. `assertComputeSize` checks its fields. */
export const SIZE_OBJECT: OptionRule = {
  must: 'a size: { minCu, maxCu, suspendTimeoutSeconds }',
  holds: (value) => typeof value === 'object' && value !== null,
};

/** Refuses a minimum above the maximum. */
export function assertSizeOrder(where: string, { minCu, maxCu }: ComputeSize): void {
  if (minCu === undefined || maxCu === undefined || minCu <= maxCu) return;
  throw usageError`${term(`${where}: `)}minCu ${minCu} is above maxCu ${maxCu}.`;
}

/** Checks the option `compute` if it is a size. */
export function assertComputeSize(where: string, compute: boolean | ComputeSize | undefined): void {
  if (typeof compute !== 'object') return;
  assertOptions(`${where}: compute`, compute, COMPUTE_SIZE_OPTIONS);
  assertSizeOrder(`${where}: compute`, compute);
}

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
