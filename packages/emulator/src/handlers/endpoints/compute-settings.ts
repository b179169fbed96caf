import type { DefaultEndpointSettings } from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';

export interface ComputeSettings {
  readonly autoscaling_limit_min_cu: number;
  readonly autoscaling_limit_max_cu: number;
  readonly suspend_timeout_seconds: number;
}

const DEFAULT_COMPUTE: ComputeSettings = {
  autoscaling_limit_min_cu: 0.25,
  autoscaling_limit_max_cu: 0.25,
  suspend_timeout_seconds: 0,
};

const MAX_AUTOSCALING_CU = 16;
const MAX_AUTOSCALING_SPAN_CU = 8;
const MAX_FIXED_CU = 56;
const MIN_SUSPEND_SECONDS = 60;

/** Returns the compute settings of a project: `settings` over Neon's defaults. */
export function defaultCompute(settings: DefaultEndpointSettings = {}): ComputeSettings {
  return { ...DEFAULT_COMPUTE, ...pickCompute(settings) };
}

/** Merges the requested settings with the defaults, and refuses what Neon refuses. */
export function resolveCompute(asked: DefaultEndpointSettings, defaults: ComputeSettings): ComputeSettings {
  // If only one limit is given, it moves the other one rather than crossing it.
  const max =
    asked.autoscaling_limit_max_cu ?? Math.max(defaults.autoscaling_limit_max_cu, asked.autoscaling_limit_min_cu ?? 0);
  const resolved: ComputeSettings = {
    autoscaling_limit_min_cu: asked.autoscaling_limit_min_cu ?? Math.min(defaults.autoscaling_limit_min_cu, max),
    autoscaling_limit_max_cu: max,
    suspend_timeout_seconds: asked.suspend_timeout_seconds ?? defaults.suspend_timeout_seconds,
  };
  checkCompute(resolved);
  return resolved;
}

function checkCompute(compute: ComputeSettings): void {
  const { autoscaling_limit_min_cu: min, autoscaling_limit_max_cu: max, suspend_timeout_seconds: timeout } = compute;
  if (min > max)
    throw ruleForbids(`autoscaling_limit_min_cu (${min}) must not exceed autoscaling_limit_max_cu (${max})`);
  if (min === max && max > MAX_FIXED_CU) throw ruleForbids(`a fixed compute has at most ${MAX_FIXED_CU} CU`);
  if (min < max && max > MAX_AUTOSCALING_CU) throw ruleForbids(`autoscaling is limited to ${MAX_AUTOSCALING_CU} CU`);
  if (max - min > MAX_AUTOSCALING_SPAN_CU) {
    throw ruleForbids(`autoscaling must span at most ${MAX_AUTOSCALING_SPAN_CU} CU, not ${min} to ${max}`);
  }
  if (timeout > 0 && timeout < MIN_SUSPEND_SECONDS) {
    throw ruleForbids(`suspend_timeout_seconds must be 0 (default), -1 (never) or at least ${MIN_SUSPEND_SECONDS}`);
  }
}

/** Picks the compute settings from `fields`, without missing ones. */
export function pickCompute(fields: DefaultEndpointSettings): Partial<ComputeSettings> {
  const names = ['autoscaling_limit_min_cu', 'autoscaling_limit_max_cu', 'suspend_timeout_seconds'] as const;
  return Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));
}
