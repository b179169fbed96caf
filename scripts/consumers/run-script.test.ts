import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Project } from './project.ts';
import { announcedPort, reportOf, runScript, whileServing } from './run-script.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-script-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const projectWith = (script: string): Project => ({
  folder,
  installLog: '',
  scripts: { run: script },
  apiUrl: 'http://127.0.0.1:1/api/v2',
  apiKey: 'key',
  orgId: 'org-test-field-00000001',
  listRequests: () => [],
});

const REPORTING =
  'const { SHOP_API_URL, SHOP_API_KEY, NEON_ORG_ID } = process.env; console.log(JSON.stringify({ SHOP_API_URL, SHOP_API_KEY, NEON_ORG_ID }))';

describe('a script', () => {
  test('receives the address and the key of the emulator, and returns its report', async () => {
    expect(await reportOf('run')(projectWith(`node -e '${REPORTING}'`))).toEqual([
      { name: 'SHOP_API_URL', value: 'http://127.0.0.1:1/api/v2' },
      { name: 'SHOP_API_KEY', value: 'key' },
      { name: 'NEON_ORG_ID', value: 'org-test-field-00000001' },
    ]);
  });

  test('runs in the folder of the project', async () => {
    expect((await runScript(projectWith('pwd'), 'run')).trim()).toBe(folder);
  });

  test('that fails throws an error with its output', async () => {
    await expect(runScript(projectWith('echo "main.ts(1,1): error"; exit 2'), 'run')).rejects.toThrow(
      /code 2\. Its output: main\.ts\(1,1\): error$/,
    );
  });

  test('must be in package.json', async () => {
    await expect(reportOf('build')(projectWith('pwd'))).rejects.toThrow('The package.json has no script "build"');
  });
});

describe('a script that starts a server', () => {
  test('runs until the server has been used', async () => {
    const serving = `node -e 'require("http").createServer((_, r) => r.end("hello")).listen(0, "127.0.0.1", function () {
      console.log("ready on http://127.0.0.1:" + this.address().port) })'`;
    const get = async (origin: string) => ({ origin, text: await (await fetch(origin)).text() });
    const { origin, text } = await whileServing(projectWith(serving), 'run', get);
    expect(text).toBe('hello');
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  test('fails when it announces no port', async () => {
    const used = async () => 'used';
    await expect(whileServing(projectWith('echo bye'), 'run', used)).rejects.toThrow(
      /closed its output before it announced a port|ended too early/,
    );
  });
});

test.each([
  ['   - Local:        http://127.0.0.1:34567', 34567],
  ['{"event":"listen","socket":"http","port":41000}', 41000],
  ['{"event":"listen-inspector","port":9229}', undefined],
  ['   Next.js 15.5.29', undefined],
])('the port in %j is %s', (line, port) => {
  expect(announcedPort(line)).toBe(port);
});
