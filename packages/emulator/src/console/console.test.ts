import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../test/support/use-emulator.ts';
import { CONSOLE_HEADER } from '../admin/index.ts';

let neon: TestEmulator;
beforeAll(async () => {
  neon = await startTestEmulator();
});
afterAll(() => neon.emulator.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(path, neon.emulator.apiUrl), { headers });

test('the page is at / and contains no secret, which its address has in the fragment', async () => {
  const { consoleUrl, adminToken, apiKey } = neon.emulator;
  const { hash, search, pathname } = new URL(consoleUrl);
  expect([pathname, search]).toEqual(['/', '']);
  expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({ token: adminToken, key: apiKey });
  const page = await get('/');
  expect(page.status).toBe(200);
  expect(await page.text()).not.toMatch(/neon_(local|admin)_/);
});

test('the content security policy allows no inline script, no style of an element and no other host', async () => {
  const policy = (await get('/')).headers.get('Content-Security-Policy');
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
  expect(policy).not.toMatch(/unsafe|http|\*/);
});

test.each(['/console/console.js', '/console/styles.css', '/console/third-party.txt'])('%s is served', async (path) => {
  const { status, headers } = await get(path);
  expect([status, headers.get('X-Content-Type-Options')]).toEqual([200, 'nosniff']);
});

test.each(['/console/..%2f..%2fpackage.json', '/console/nowhere.js', '/nowhere'])('%s is not served', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test.each(['/reference', '/reference/'])('the reference is at %s', async (path) => {
  expect(await (await get(path)).text()).toContain('<div id="reference">');
});

test('faults strike programs, but not the console', async () => {
  const { emulator } = neon;
  const Authorization = `Bearer ${emulator.apiKey}`;
  emulator.faults.add({ any: true, kind: 'status', status: 503, probability: 1 });
  expect((await get('/api/v2/regions', { Authorization })).status).toBe(503);
  expect((await get('/api/v2/regions', { Authorization, [CONSOLE_HEADER]: 'true' })).status).toBe(200);
  emulator.faults.clear();
});
