import type { Endpoint } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';
import { assertOptions, numberFrom, type OptionRule, type OptionRules } from '../options/index.ts';
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

export const COMPUTE_SIZE_OPTIONS: OptionRules<ComputeSize> = {
  minCu: numberFrom(0.25),
  maxCu: numberFrom(0.25),
  suspendTimeoutSeconds: {
    must: 'a whole number: -1, 0, or from 60 to 604800',
    holds: (value) =>
      value === -1 || value === 0 || (Number.isInteger(value) && Number(value) >= 60 && Number(value) <= 604_800),
  },
};

/** An option that is a size; `assertComputeSize` checks what is in it. */
export const SIZE_OBJECT: OptionRule = {
  must: 'a size: { minCu, maxCu, suspendTimeoutSeconds }',
  holds: (value) => typeof value === 'object' && value !== null,
};

/** Refuses limits in the wrong order. */
export function assertSizeOrder(where: string, { minCu, maxCu }: ComputeSize): void {
  if (minCu === undefined || maxCu === undefined || minCu <= maxCu) return;
  throw usageError`${term(`${where}: `)}minCu ${minCu} is above maxCu ${maxCu}.`;
}

/** Checks the option `compute`, where it is a size. */
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
