import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { adoptProcess } from './adopted-process.ts';

function startProcess(): { child: ChildProcess; pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  return { child, pid: child.pid ?? 0 };
}

it.each([
  [true, 0],
  [false, 1],
])('a process that has ended in order: %s, has exit code %i', async (isInOrder, code) => {
  const { child, pid } = startProcess();
  const sendSignal = (signal: NodeJS.Signals): boolean => child.kill(signal);
  const adopted = adoptProcess({ pid, sendSignal, hasEndedInOrder: () => isInOrder });
  expect(adopted.exitCode).toBeNull();
  const exited = once(adopted, 'exit');
  adopted.ref();
  adopted.kill('SIGKILL');
  expect(await exited).toEqual([code, null]);
  expect(adopted.exitCode).toBe(code);
});
