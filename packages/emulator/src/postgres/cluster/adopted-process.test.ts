import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { adoptProcess } from './adopted-process.ts';

function startProcess(): number {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }).pid ?? 0;
}

test.each([
  [true, 0],
  [false, 1],
])('an adopted process (clean shutdown: %s) has exit code %i', async (isInOrder, code) => {
  const adopted = adoptProcess({ pid: startProcess(), hasEndedInOrder: () => isInOrder });
  expect(adopted.exitCode).toBeNull();
  const exited = once(adopted, 'exit');
  adopted.ref();
  adopted.kill('SIGKILL');
  expect(await exited).toEqual([code, null]);
  expect(adopted.exitCode).toBe(code);
});
