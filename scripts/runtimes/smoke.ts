import { createNeonClient } from '@neon-api/client';
import { createNeonClient as createMinimalClient } from '@neon-api/client/minimal';
import type { Outcome } from '../harness/index.ts';
import type { Check, SmokeContext, SmokeTarget } from './check.ts';
import { EMULATOR_CHECKS } from './emulator-checks.ts';
import { FAULT_CHECKS } from './fault-checks.ts';
import { nameOfRuntime } from './name-of-runtime.ts';

export interface Report {
  /** The runtime that the program detected. */
  readonly runtime: string;
  readonly outcomes: readonly Outcome[];
}

/** In order, because a check may depend on earlier checks. */
export const CHECKS: readonly Check[] = [...EMULATOR_CHECKS, ...FAULT_CHECKS];

/** Runs the checks in the current runtime. The harness judges the results. */
export async function runSmoke({ origin, apiKey, orgId }: SmokeTarget): Promise<Report> {
  const context: SmokeContext = {
    apiKey,
    neon: createNeonClient({ baseUrl: `${origin}/api/v2`, apiKey, orgId }),
    minimal: createMinimalClient({ baseUrl: `${origin}/api/v2`, apiKey, orgId }),
    facing: (fault, options) => createNeonClient({ baseUrl: `${origin}/faults/${fault}`, apiKey, ...options }),
    requestsOf: async (fault) => (await fetch(`${origin}/faults/count/${fault}`)).json() as Promise<number>,
  };
  const outcomes: Outcome[] = [];
  for (const { name, run } of CHECKS) {
    try {
      outcomes.push({ name, value: await run(context) });
    } catch (error) {
      outcomes.push({ name, error: error instanceof Error ? `${error.stack}` : String(error) });
    }
  }
  return { runtime: nameOfRuntime(globalThis), outcomes };
}
