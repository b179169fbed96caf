import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitCommands, startsEmulator } from './split-commands.ts';

/** The exported variables, for programs. */
const VARIABLES = '.variables';
/** All variables that can be set again, for the next block. */
const STATE = '.terminal-state';
const SAVE = `env -0 > ${VARIABLES}; declare -p | grep -v '^declare -[A-Za-z]*r' > ${STATE}`;
const RESTORE = `if [ -f ${STATE} ]; then . ./${STATE}; fi`;
/** What the emulator, Vite and a fleet's worker print once they are ready. */
const READY = /^Stop\b|\bready in\b|worker is ready|^\{|Ctrl-C stops/m;

/** A terminal in which the reader pastes shell blocks. Variables last from one block to the next. */
export interface Terminal {
  /** The variables of its next command. */
  env(): NodeJS.ProcessEnv;
  /** Runs the commands of a block. Throws, with the output, if one fails. */
  run(code: string): Promise<void>;
  /** Stops what still runs. */
  close(): Promise<void>;
}

export function openTerminal(folder: string, initial: NodeJS.ProcessEnv): Terminal {
  let env = initial;
  let servers: ChildProcess[] = [];
  const stopServers = async (): Promise<void> => {
    const stopping = servers;
    servers = [];
    await Promise.all(stopping.map(stop));
  };
  const start = (text: string) =>
    // In its own process group, because npx starts another process.
    spawn('bash', ['-ec', `${RESTORE}\n${text}`], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  return {
    env: () => env,
    async run(code) {
      for (const { text, isServer } of splitCommands(code)) {
        if (startsEmulator(text)) await stopServers();
        if (isServer) {
          const server = start(text);
          servers.push(server);
          await until(server, text, READY);
        } else {
          await until(start(`${text}\n${SAVE}`), text);
          env = parseVariables(readFileSync(join(folder, VARIABLES), 'utf8'));
        }
      }
    },
    close: stopServers,
  };
}

/** Parses the output of `env -0`. */
export function parseVariables(text: string): NodeJS.ProcessEnv {
  return Object.fromEntries(
    text
      .split('\0')
      .filter((entry) => entry !== '')
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}

/** Resolves when the command has printed the text, or, without one, has succeeded. */
async function until(child: ChildProcess, command: string, ready?: RegExp): Promise<void> {
  let output = '';
  const closed = once(child, 'close');
  const seen = new Promise<void>((resolve) => {
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
      if (ready?.test(output)) resolve();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  });
  const ended = closed.then(([code]) => {
    if (code !== 0 || ready) throw new Error(`\`${command}\` ended with code ${code}. Its output:\n${output}`);
  });
  await Promise.race(ready ? [seen, ended] : [ended]);
  ended.catch(() => undefined);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has already ended.
  }
  await closed;
}
