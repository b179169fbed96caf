import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDirectory } from './lock-directory.ts';
import { successorPathOf } from './lock-file.ts';

let dir: string;
let lockFile: string;
const children = new Set<ChildProcess>();

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-lock-test-'));
  lockFile = join(dir, 'lock');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(dir, { recursive: true, force: true });
});

/** A process that tries to take the lock for each line of input, and prints `held` or the reason. */
interface Contender {
  readonly process: ChildProcess;
  take(): Promise<string>;
}

async function startContender(): Promise<Contender> {
  const program = `
    const { createInterface } = await import('node:readline');
    const { lockDirectory } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    console.log('ready');
    for await (const _ of createInterface({ input: process.stdin })) {
      const [dir, lockFile] = ${JSON.stringify([dir, lockFile])};
      console.log(await lockDirectory(dir, lockFile).then(() => 'held', (error) => error.message));
    }`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.add(child);
  const lines: Interface = createInterface({ input: child.stdout });
  await once(lines, 'line');
  return {
    process: child,
    async take() {
      child.stdin.write('\n');
      const [line] = await once(lines, 'line');
      return String(line);
    },
  };
}

async function kill({ process: child }: Contender): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('lockDirectory', () => {
  test('only one of many gets the lock, and another can after it is released', async () => {
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lockDirectory(dir, lockFile)));
    const held = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(held).toHaveLength(1);
    expect(readFileSync(lockFile, 'utf8')).toBe(held[0]?.mark);
    await expect(lockDirectory(dir, lockFile)).rejects.toThrow(
      `in use by another emulator (process ${process.pid}); its lock file is ${lockFile}.`,
    );
    await held[0]?.release();
    await held[0]?.release();
    expect(readdirSync(dir)).toEqual([]);
    await (await lockDirectory(dir, lockFile)).release();
  });

  test('exactly one of many processes takes over when the holder is killed', { timeout: 120_000 }, async () => {
    const contenders = new Set(await Promise.all(Array.from({ length: 8 }, startContender)));
    while (contenders.size > 0) {
      const answers = await Promise.all([...contenders].map(async (each) => ({ each, answer: await each.take() })));
      const holders = answers.filter(({ answer }) => answer === 'held');
      const [holder] = holders;
      expect(holders).toHaveLength(1);
      for (const { answer } of answers) {
        if (answer !== 'held') expect(answer).toContain(`process ${holder?.each.process.pid}`);
      }
      if (!holder) break;
      contenders.delete(holder.each);
      await kill(holder.each);
    }
    const lock = await lockDirectory(dir, lockFile);
    expect(readdirSync(dir).filter((name) => !name.endsWith('.socket'))).toEqual(['lock']);
    await lock.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  test.each([
    ['of a process that has ended', '999999999 1 x'],
    ['that a power cut has emptied', ''],
    ['of an earlier process with the same id', `${process.pid} 1 x`],
    ['of an earlier container, whose process id is this one', `${process.pid}`],
  ])('a lock %s is taken over, once', async (_, content) => {
    writeFileSync(lockFile, content);
    const tries = await Promise.allSettled([lockDirectory(dir, lockFile), lockDirectory(dir, lockFile)]);
    expect(tries.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const each of tries) if (each.status === 'fulfilled') await each.value.release();
    expect(readdirSync(dir)).toEqual([]);
  });

  test('a claim of a process that was killed during the takeover is taken over, too', async () => {
    writeFileSync(lockFile, '999999998 1 x');
    writeFileSync(successorPathOf(lockFile, '999999998 1 x'), '999999999 1 x');
    const lock = await lockDirectory(dir, lockFile);
    expect(readFileSync(lockFile, 'utf8')).toBe(lock.mark);
    expect(readdirSync(dir)).toHaveLength(2);
    await lock.release();
  });

  test('a holder in another container without a socket is reported as unknown', async () => {
    const lock = await lockDirectory(dir, lockFile);
    const holder = JSON.parse(lock.mark) as object;
    await lock.release();
    const content = JSON.stringify({ ...holder, hasSocket: false, pidNamespace: 'pid:[1]' });
    writeFileSync(lockFile, content);
    await expect(lockDirectory(dir, lockFile)).rejects.toThrow(
      new RegExp(`may be in use .*of another container.*remove the lock file ${lockFile}, and start again`),
    );
    expect(readFileSync(lockFile, 'utf8')).toBe(content);
  });

  test.skipIf(process.platform === 'win32')('every user can check whether the holder is alive', async () => {
    const lock = await lockDirectory(dir, lockFile);
    const [socket = ''] = readdirSync(dir).filter((name) => name.endsWith('.socket'));
    expect(statSync(join(dir, socket)).mode & 0o666).toBe(0o666);
    await lock.release();
  });

  test('a path that is too long for a socket address can be locked', async () => {
    const deep = join(dir, 'd'.repeat(100), 'e'.repeat(100));
    mkdirSync(deep, { recursive: true });
    const lock = await lockDirectory(deep, join(deep, 'lock'));
    expect(JSON.parse(lock.mark)).toMatchObject({ hasSocket: true });
    await expect(lockDirectory(deep, join(deep, 'lock'))).rejects.toThrow('in use by another emulator');
    await lock.release();
    expect(readdirSync(deep)).toEqual([]);
  });
});
