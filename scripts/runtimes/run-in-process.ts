import { join } from 'node:path';
import { runToEnd } from '../harness/index.ts';
import type { Run } from './run.ts';
import type { Report } from './smoke.ts';

/** Runs a script in a runtime that is a program. It must exit on its own: nothing may keep it alive. */
export function runInProcess(program: string, flagsFor: (origin: URL) => readonly string[] = () => []): Run {
  return async (installed, bundle, { origin, apiKey, orgId }) => {
    const args = [...flagsFor(new URL(origin)), bundle, JSON.stringify({ origin, apiKey, orgId })];
    return JSON.parse(await runToEnd({ file: join(installed, program), argsIn: () => args })) as Report;
  };
}
