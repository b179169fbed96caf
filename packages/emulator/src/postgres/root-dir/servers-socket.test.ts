import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServersSocket } from './servers-socket.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-servers-'));
  path = join(dir, 'servers.socket');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Runs an emulator that starts a server and is killed; returns the process id of the surviving server. */
async function leaveServer(): Promise<number> {
  const program = `
    import { spawn } from 'node:child_process';
    const { openServersSocket } = await import(${JSON.stringify(new URL('./servers-socket.ts', import.meta.url).href)});
    const { descriptor } = await openServersSocket(${JSON.stringify(dir)}, ${JSON.stringify(path)});
    const server = spawn('sleep', ['60'], { detached: true, stdio: ['ignore', 'ignore', 'ignore', descriptor] });
    server.once('spawn', () => {
      console.log(server.pid);
      process.stdout.write('', () => process.kill(process.pid, 'SIGKILL'));
    });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  await exited;
  return Number(line);
}

test.skipIf(process.platform === 'win32')(
  'a start fails while a server of a killed emulator runs, and works after it has ended',
  async () => {
    const serverPid = await leaveServer();
    try {
      await expect(openServersSocket(dir, path, 100)).rejects.toThrow(`still uses ${dir}`);
      expect(existsSync(path)).toBe(true);
    } finally {
      process.kill(serverPid, 'SIGKILL');
    }
    const socket = await openServersSocket(dir, path);
    await socket?.close();
    expect(existsSync(path)).toBe(false);
  },
);
