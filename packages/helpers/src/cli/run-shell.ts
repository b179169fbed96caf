import { spawn } from 'node:child_process';

/**
 * Runs a shell command with additional variables. Its output goes to standard error, because standard output is for the
 * result.
 */
export function runShell(commandLine: string, variables: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables };
    const child = spawn(commandLine, { shell: true, stdio: ['ignore', process.stderr, process.stderr], env });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`The command failed with ${code === null ? signal : `exit code ${code}`}: ${commandLine}`));
    });
  });
}
