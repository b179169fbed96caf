import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const MODULE = new URL('end-on-broken-pipe.ts', import.meta.url).href;
const ENDLESS = `
  import { endOnBrokenPipe } from ${JSON.stringify(MODULE)};
  endOnBrokenPipe(process);
  setInterval(() => process.stdout.write('line\\n'), 1);
`;

test('a command whose output is closed ends without an error message', async () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', ENDLESS];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
