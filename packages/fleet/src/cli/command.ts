import type { Clock, NeonCaller } from '@neon-api/client';
import type { Call, CliCommand, Environment, ProgressOutput } from '@neon-api/ground/cli';
import type { Fleet } from '../jobs/index.ts';

export interface CommandContext extends Call {
  readonly env: Environment;
  /** Where relative paths begin. */
  readonly folder: string;
  readonly stdout: ProgressOutput;
  readonly stderr: ProgressOutput;
  readonly clock: Clock;
  /** Opens the fleet. It is closed after the command. */
  openFleet(): Promise<OpenFleet>;
}

export interface OpenFleet {
  readonly fleet: Fleet;
  /** Needs an API key only when it is called. */
  readonly neon: NeonCaller;
  /** @throws an error that explains which API key is missing */
  requireApiKey(): void;
}

export type Command = CliCommand<CommandContext>;
