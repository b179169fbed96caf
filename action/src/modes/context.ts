import type { NeonCaller } from '@neon-api/client';
import type { CodeHost } from '../code-host/index.ts';
import type { Inputs } from '../inputs/index.ts';
import type { Runner, RunnerEvent } from '../runner/index.ts';

/** What every mode uses. */
export interface Context {
  readonly inputs: Inputs;
  readonly event: RunnerEvent;
  readonly runner: Runner;
  readonly neon: NeonCaller;
  readonly host: CodeHost;
}
