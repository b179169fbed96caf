import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type Program, runToEnd, whileRunning } from './child.ts';

const LASTING = 'setInterval(() => {}, 1000)';

const node = (script: string): Program => ({ file: process.execPath, argsIn: () => ['-e', script] });

async function firstOf(extra: Readable): Promise<string> {
  for await (const chunk of extra) return String(chunk);
  return '';
}

describe('a program that runs to its end', () => {
  test('has its own home, which is removed afterwards, and does not inherit our environment', async () => {
    const printed = await runToEnd(node('console.log(JSON.stringify(process.env))'));
    const { HOME = '', ...others } = JSON.parse(printed) as Record<string, string>;
    expect(others).toEqual({ TMPDIR: HOME });
    expect(existsSync(HOME)).toBe(false);
  });

  test('fails with its standard error', async () => {
    const failing = runToEnd(node('console.error("no memory"); process.exitCode = 3'));
    await expect(failing).rejects.toThrow(/ ended with code 3\. Its output: no memory$/);
  });

  test('fails with its output if its standard error is empty', async () => {
    const failing = runToEnd(node('console.log("main.ts: error"); process.exitCode = 2'));
    await expect(failing).rejects.toThrow(/ ended with code 2\. Its output: main\.ts: error$/);
  });

  test('runs in the given folder', async () => {
    expect(await runToEnd({ ...node('process.stdout.write(process.cwd())'), cwd: import.meta.dirname })).toBe(
      import.meta.dirname,
    );
  });

  test('is killed if it does not exit in time', async () => {
    await expect(runToEnd({ ...node(LASTING), longestMs: 300 })).rejects.toThrow(/ did not end within 300 ms/);
  });

  test('fails with a clear error if it cannot be started', async () => {
    await expect(runToEnd({ file: '/no/such/program', argsIn: () => [] })).rejects.toThrow(/ did not start: .*ENOENT/);
  });
});

describe('a program that serves', () => {
  test('reports on the extra descriptor, and is stopped after use', async () => {
    const pid = Number(await whileRunning(node(`fs.writeSync(3, String(process.pid)); ${LASTING}`), firstOf));
    expect(pid).toBeGreaterThan(0);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('fails if it exits too early', async () => {
    const never = () => new Promise<never>(() => undefined);
    await expect(whileRunning(node(''), never)).rejects.toThrow(/ ended too early\. Its output: nothing$/);
  });

  test('can exit after use', async () => {
    expect(await whileRunning(node('fs.writeSync(3, "port 1")'), text)).toBe('port 1');
  });
});

describe('a program that may stop by itself', () => {
  test('gets SIGTERM first', async () => {
    const script = `process.on('SIGTERM', () => { fs.writeSync(3, 'stopped'); process.exit() }); fs.writeSync(3, 'ready'); ${LASTING}`;
    let rest = '';
    await whileRunning({ ...node(script), stopsWithinMs: 30_000 }, async (extra) => {
      await new Promise<void>((resolve) => {
        extra.on('data', (chunk) => {
          rest += String(chunk);
          resolve();
        });
      });
    });
    expect(rest).toBe('readystopped');
  });

  test('is killed if it takes too long', async () => {
    const script = `process.on('SIGTERM', () => undefined); fs.writeSync(3, String(process.pid)); ${LASTING}`;
    const pid = Number(await whileRunning({ ...node(script), stopsWithinMs: 200 }, firstOf));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
