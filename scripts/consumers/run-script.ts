import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { EXTRA_DESCRIPTOR, type Program, runToEnd, whileRunning } from '../harness/index.ts';
import type { Project, Run } from './project.ts';
import { readReport } from './read-report.ts';

const LONGEST_MS = 120_000;

/** For a program that exits on its own and prints a report. */
export function reportOf(script: string): Run {
  return async (project) => readReport(await runScript(project, script));
}

/** Runs a script of package.json and returns its output. */
export function runScript(project: Project, script: string): Promise<string> {
  return runToEnd(programOf(project, `(${commandOf(project, script)}) 2>&1`));
}

/** Starts a server with a script of package.json, passes its origin to `use`, and stops the server. */
export function whileServing<Result>(
  project: Project,
  script: string,
  use: (origin: string) => Promise<Result>,
): Promise<Result> {
  const program = programOf(project, `${commandOf(project, script)} >&${EXTRA_DESCRIPTOR}`);
  return whileRunning(program, async (output) => use(`http://127.0.0.1:${await listeningPort(output)}`));
}

/** Runs the script `build`, then starts a server with the script `start` and passes it to `use`. */
export async function buildAndServe<Result>(
  project: Project,
  use: (origin: string) => Promise<Result>,
): Promise<Result> {
  await runScript(project, 'build');
  return whileServing(project, 'start', use);
}

/** Returns the port in a line that announces that a server is listening: a text or workerd's event. */
export function announcedPort(line: string): number | undefined {
  const [, port] = /(?:http:\/\/127\.0\.0\.1:|"event":"listen".*"port":)(\d+)/.exec(line) ?? [];
  return port === undefined ? undefined : Number(port);
}

async function listeningPort(output: Readable): Promise<number> {
  for await (const line of createInterface({ input: output })) {
    const port = announcedPort(line);
    if (port !== undefined) return port;
  }
  throw new Error('The server closed its output before it announced a port.');
}

function commandOf({ scripts }: Project, name: string): string {
  const command = scripts[name];
  if (command === undefined) throw new Error(`The package.json has no script "${name}". Add it to the fixture.`);
  return command;
}

/** Runs a script like npm and pnpm, but without their startup: in a shell that finds the installed commands first. */
function programOf({ folder, apiUrl, apiKey, orgId }: Project, command: string): Program {
  const commands = [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH];
  return {
    file: '/bin/sh',
    argsIn: () => ['-c', command],
    cwd: folder,
    env: {
      PATH: commands.join(delimiter),
      SHOP_API_URL: apiUrl,
      SHOP_API_KEY: apiKey,
      NEON_ORG_ID: orgId,
      NO_COLOR: '1',
      // Only loopback is reachable.
      DO_NOT_TRACK: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    },
    longestMs: LONGEST_MS,
  };
}
