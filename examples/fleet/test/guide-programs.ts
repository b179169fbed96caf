import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));

/** The programs of a guide, saved as files where their imports resolve. */
export interface GuidePrograms {
  /** Runs a program to its end. Returns its exit code and what it printed. */
  run(name: string, ...args: readonly string[]): Promise<{ code: number; stdout: string }>;
  /** Starts a program, and resolves when it has printed something. */
  start(name: string): Promise<ChildProcess>;
  remove(): void;
}

/**
 * Saves each block of the guide whose first line names a file. `env` is added to the environment of the programs; `edit`
 * changes their code.
 */
export function savePrograms(
  guide: string,
  env: Readonly<Record<string, string>>,
  edit: (code: string) => string = (code) => code,
): GuidePrograms {
  const text = readFileSync(new URL(`../../../docs/guides/${guide}`, import.meta.url), 'utf8');
  const folder = mkdtempSync(join(EXAMPLE, 'node_modules', '.guide-'));
  for (const [, code = '', name = ''] of text.matchAll(/^```[jt]s\n(\/\/ (\S+\.mjs)\n.*?)^```/gms)) {
    writeFileSync(join(folder, name), edit(code), { flag: 'wx' });
  }
  const options = { cwd: folder, env: { ...process.env, ...env } };
  return {
    run: (name, ...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [name, ...args], options, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code), stdout: stdout + stderr }),
        );
      }),
    async start(name) {
      const program = spawn(process.execPath, [name], { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
      await once(program.stdout, 'data');
      return program;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
