import type { Command } from '../command.ts';
import { cancel } from './cancel.ts';
import { init } from './init.ts';
import { retry } from './retry.ts';
import { run } from './run.ts';
import { schedule } from './schedule.ts';
import { status } from './status.ts';
import { work } from './work.ts';

export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({ init, work, run, status, retry, cancel, schedule }),
);
