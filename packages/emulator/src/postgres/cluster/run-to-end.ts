import { spawn } from 'node:child_process';
import { messageOf } from '@neon-api/ground';
import { serverUser } from '../root-dir/index.ts';
import { serverEnvironment } from './server-environment.ts';

/** Thrown when a Postgres program fails. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure';
  /** Its standard error output. */
  readonly printed: string;

  constructor(program: string, reason: string, printed: string) {
    super(`${program} failed: ${reason}\n${printed}`.trim());
    this.printed = printed;
  }
}

/** Runs a Postgres program as the user who owns the data; throws a ProgramFailure if it fails. */
export async function runToEnd(commandLine: readonly string[], input = ''): Promise<void> {
  await run(commandLine, input);
}

/** Like `runToEnd`; returns its standard output. */
export function readOutput(commandLine: readonly string[]): Promise<string> {
  return run(commandLine, '');
}

function run(commandLine: readonly string[], input: string): Promise<string> {
  const [program = '', ...args] = commandLine;
  return new Promise((resolve, reject) => {
    let output = '';
    let printed = '';
    const fail = (reason: string): void => reject(new ProgramFailure(program, reason, printed.trim()));
    const child = spawn(program, args, { cwd: '/', env: serverEnvironment(), windowsHide: true, ...serverUser() });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
    child.on('error', (error) => fail(messageOf(error)));
    child.on('close', (code, signal) => (code === 0 ? resolve(output) : fail(signal ?? `exit code ${code}`)));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
