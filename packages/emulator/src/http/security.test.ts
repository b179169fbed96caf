import { type OutgoingHttpHeaders, request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { useEmulator } from '../../test/support/use-emulator.ts';

const get = useEmulator();

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Uses Node's client, because fetch does not let callers set Host and Origin. */
function send(path: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(new URL(path, get().emulator.apiUrl), { method, headers }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode, headers: response.headers, text });
    })
      .on('error', reject)
      .end();
  });
}

const PATH = '/api/v2/regions';
const bearer = (key: string = get().emulator.apiKey): OutgoingHttpHeaders => ({ Authorization: `Bearer ${key}` });

describe('without a valid key', () => {
  test.each<[string, () => OutgoingHttpHeaders]>([
    ['no key', () => ({})],
    ['an empty key', () => ({ Authorization: 'Bearer ' })],
    ['a wrong key', () => bearer('wrong')],
    ['the beginning of the key', () => bearer(get().emulator.apiKey.slice(0, -1))],
    ['the admin token', () => bearer(get().emulator.adminToken)],
    ['another scheme', () => ({ Authorization: `Basic ${get().emulator.apiKey}` })],
  ])('%s is refused with 401', async (_, headers) => {
    const { status, text } = await send(PATH, headers());
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ code: '', message: 'supplied credentials do not pass authentication' });
  });

  test('a revoked key is refused immediately', async () => {
    const { api } = get();
    const made = await api.post<{ id: number; key: string }>('/api_keys', { key_name: 'short-lived' });
    expect((await send(PATH, bearer(made.body.key))).status).toBe(200);
    expect((await api.delete(`/api_keys/${made.body.id}`)).status).toBe(200);
    expect((await send(PATH, bearer(made.body.key))).status).toBe(401);
  });

  test('an unknown path does not reveal itself', async () => {
    expect((await send('/api/v2/nowhere', {})).status).toBe(401);
  });
});

describe('a page of another site, even with the key,', () => {
  test.each([
    'https://attacker.example',
    'http://127.0.0.1.attacker.example',
    'null',
    'http://localhost@attacker.example',
  ])('from %s is refused', async (origin) => {
    const { status, headers } = await send(PATH, { ...bearer(), Origin: origin });
    expect(status).toBe(403);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('gets no CORS headers from a preflight', async () => {
    const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' };
    for (const origin of ['https://attacker.example', 'http://localhost:3000']) {
      const { status, headers } = await send(PATH, { ...preflight, Origin: origin }, 'OPTIONS');
      expect([401, 403]).toContain(status);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('cannot embed the reference page or its scripts', async () => {
    const page = await send('/reference', {});
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const script = await send('/reference/start.js', {});
    expect(script.headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(page.text + script.text).not.toContain(get().emulator.apiKey);
  });
});

describe('a Host header of another name (DNS rebinding), even with the key,', () => {
  test.each(['attacker.example', '127.0.0.1.attacker.example', 'attacker.example:8788', '192.168.0.7', '0.0.0.0'])(
    '%s is refused',
    async (host) => {
      for (const path of [PATH, '/__emulator/state', '/reference']) {
        expect((await send(path, { ...bearer(), Host: host })).status).toBe(403);
      }
    },
  );

  test('but names of this machine are accepted', async () => {
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1', '[::1]:8788']) {
      expect((await send(PATH, { ...bearer(), Host: host })).status).toBe(200);
    }
  });
});

test('a refused request keeps its request id', async () => {
  const { headers, text } = await send(PATH, { ...bearer(), Host: 'attacker.example', 'X-Request-ID': 'test-7' });
  expect(headers['x-request-id']).toBe('test-7');
  expect(JSON.parse(text)).toMatchObject({ request_id: 'test-7', code: '' });
});
