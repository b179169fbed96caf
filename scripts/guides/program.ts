import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuideBlock } from '@neon-api/ground/guide-blocks';

const GATE = '.gate.mjs';

/** Reports the end of a block, and waits for a message before the next one. */
const GATE_CODE = `export const endOfBlock = (line) =>
  new Promise((resolve) => {
    process.once('message', resolve);
    process.send(line);
  });
`;

/** A program that stops after each of its blocks, so that what follows in the document can happen first. */
export interface Program {
  /** Runs up to the end of its next block. Throws, with the output, if it fails or ends before. */
  next(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the blocks of a program as one module in the folder, with tsx, because Node 20 runs no TypeScript. */
export function startProgram(folder: string, blocks: readonly GuideBlock[], env: NodeJS.ProcessEnv): Program {
  writeFileSync(join(folder, GATE), GATE_CODE);
  const file = join(folder, `.program-${blocks[0]?.line}.ts`);
  writeFileSync(file, asModule(blocks));
  const usesDriver = blocks.some(({ code }) => code.includes("'@neondatabase/serverless'"));
  const execArgv = ['--import', 'tsx', ...(usesDriver ? ['--import', '@neon-api/emulator/driver'] : [])];
  let child: ChildProcess | undefined;
  let output = '';
  return {
    async next() {
      if (child === undefined) {
        child = fork(file, { cwd: folder, env, execArgv, silent: true });
        const keep = (chunk: Buffer): void => {
          output += chunk.toString();
        };
        child.stdout?.on('data', keep);
        child.stderr?.on('data', keep);
      } else {
        child.send('continue');
      }
      const running = child;
      const ended = once(running, 'close').then(([code]) => {
        throw new Error(`The program ended with code ${code}. Its output:\n${output}`);
      });
      await Promise.race([once(running, 'message'), ended]);
      ended.catch(() => undefined);
    },
    async stop() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Returns the code of a program, with a gate after each block. */
function asModule(blocks: readonly GuideBlock[]): string {
  const gated = blocks.map(({ code, line }) => `${code}\nawait __endOfBlock(${line});\n`);
  return `import { endOfBlock as __endOfBlock } from './${GATE}';\n${gated.join('')}`;
}
