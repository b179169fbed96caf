import { join } from 'node:path';
import { runToEnd } from '../harness/index.ts';
import type { Run } from './run.ts';
import type { Report } from './smoke.ts';

/** For a runtime that is a program which takes a script. It must end by itself: nothing may keep it alive. */
export function runInProcess(program: string, flagsFor: (origin: URL) => readonly string[] = () => []): Run {
  return async (installed, bundle, { origin, apiKey }) => {
    const args = [...flagsFor(new URL(origin)), bundle, JSON.stringify({ origin, apiKey })];
    return JSON.parse(await runToEnd({ file: join(installed, program), argsIn: () => args })) as Report;
  };
}
