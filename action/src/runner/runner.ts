import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { UsageError } from '@neon-api/ground/cli';
import type { Environment } from '../inputs/index.ts';

/** How an action speaks to the runner: lines of the log, workflow commands, outputs and the job summary. */
export interface Runner {
  print(line: string): void;
  /** Hides each text in the log of the whole job. Call it before anything can print the text. */
  mask(secrets: readonly string[]): void;
  notice(message: string): void;
  warn(message: string): void;
  fail(message: string): void;
  setOutputs(outputs: Readonly<Record<string, string | number | boolean>>): Promise<void>;
  addSummary(markdown: string): Promise<void>;
}

/** Creates the runner of a process. `write` receives whole lines for standard output. */
export function createRunner(env: Environment, write: (text: string) => void): Runner {
  const print = (line: string): void => write(`${line}\n`);
  const command = (name: string, text: string): void => print(`::${name}::${escapeData(text)}`);
  const append = async (variable: string, text: string): Promise<void> => {
    const file = env[variable];
    if (!file) throw new UsageError(`${variable} is not set. Run this action in GitHub Actions.`);
    await appendFile(file, text);
  };
  return {
    print: (line) => print(withoutCommands(line)),
    mask: (secrets) => {
      for (const secret of new Set(secrets)) if (secret !== '') command('add-mask', secret);
    },
    notice: (message) => command('notice', message),
    warn: (message) => command('warning', message),
    fail: (message) => command('error', message),
    setOutputs: (outputs) => append('GITHUB_OUTPUT', Object.entries(outputs).map(formatOutput).join('')),
    addSummary: (markdown) => append('GITHUB_STEP_SUMMARY', `${markdown}\n`),
  };
}

/** Keeps names from acting as commands: `::` at the start of a line, and `##[` anywhere. */
function withoutCommands(text: string): string {
  return text.replaceAll(/^(?=\s*::)/gm, '.').replaceAll('##[', '## [');
}

/** Escapes the text of a workflow command. The runner decodes it. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Formats an output for the runner's file. The random delimiter keeps a value from adding outputs of its own. */
function formatOutput([name, value]: readonly [string, string | number | boolean]): string {
  const delimiter = `end_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
