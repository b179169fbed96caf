import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { getOrInsert, messageOf } from '@neon-api/ground';
import type { GuideBlock } from '@neon-api/ground/guide-blocks';
import type { GuideDocument } from './documents.ts';
import { planGuide, type Step } from './plan-guide.ts';
import { type Program, startProgram } from './program.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Limit of one block. */
const LONGEST_MS = 120_000;
/** The ports in the documents: the emulator's API and Postgres. Free ones replace them. */
const PORTS = ['8788', '5433'] as const;

/** Runs a document in an empty folder of an installed project. Throws for the first block that fails. */
export async function runGuide({ path, blocks }: GuideDocument, folder: string): Promise<void> {
  const ports = await Promise.all(PORTS.map(freePort));
  const replacePorts = (text: string): string =>
    PORTS.reduce((before, port, index) => before.replaceAll(port, String(ports[index])), text);
  const printed = blocks.map((block): GuideBlock => ({ ...block, code: replacePorts(block.code) }));
  const emulator = await startEmulator({ log: () => undefined });
  const terminal = openTerminal(folder, { ...variablesOf(emulator, folder), NEON_EMULATOR_PORT: String(ports[0]) });
  const programs = new Map<string, Program>();
  try {
    for (const step of planGuide(printed)) await inTime(runStep(step, { folder, terminal, programs }), path, step);
  } finally {
    for (const program of programs.values()) await program.stop();
    await terminal.close();
    await emulator.stop();
  }
}

interface Reader {
  readonly folder: string;
  readonly terminal: Terminal;
  /** The programs so far, by the line of their first block. */
  readonly programs: Map<string, Program>;
}

async function runStep(step: Step, { folder, terminal, programs }: Reader): Promise<void> {
  switch (step.kind) {
    case 'file':
      return save(folder, step.block);
    case 'shell':
      return terminal.run(step.block.code);
    case 'program': {
      const start = (): Program => startProgram(folder, step.program, terminal.env());
      return getOrInsert(programs, String(step.program[0]?.line), start).next();
    }
  }
}

function save(folder: string, { fileName = '', code }: GuideBlock): void {
  const path = join(folder, fileName);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}

/** The environment of a reader who has an account, which the emulator plays. */
function variablesOf({ apiKey, apiUrl, orgId }: Emulator, folder: string): NodeJS.ProcessEnv {
  const commands = [join(folder, '.commands'), join(folder, 'node_modules/.bin'), dirname(process.execPath)];
  return {
    PATH: [...commands, process.env.PATH].join(delimiter),
    HOME: folder,
    NEON_API_KEY: apiKey,
    NEON_API_BASE_URL: apiUrl,
    NEON_ORG_ID: orgId,
    NO_COLOR: '1',
    DO_NOT_TRACK: '1',
  };
}

async function inTime(work: Promise<void>, path: string, { block }: Step): Promise<void> {
  const ended = new AbortController();
  const overdue = sleep(LONGEST_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`It did not end within ${LONGEST_MS} ms.`);
  });
  try {
    await Promise.race([work, overdue]);
  } catch (error) {
    throw new Error(`The block at ${path}:${block.line} failed: ${messageOf(error)}`, { cause: error });
  } finally {
    ended.abort();
    overdue.catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
