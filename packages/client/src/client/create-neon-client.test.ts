import { afterEach, describe, expect, test, vi } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { NeonUsageError } from '../errors/index.ts';
import { getActiveRegions } from '../generated/operations.ts';
import { createNeonClient, type NeonClientOptions } from './index.ts';

const KEY = 'test-key';

function thrownBy(options: NeonClientOptions | Record<string, unknown>): Error {
  try {
    createNeonClient(options);
  } catch (error) {
    expect(error).toBeInstanceOf(NeonUsageError);
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('createNeonClient', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  test.each(['', 'kkkk space', 'line\nbreak', 'carriage\r', 'tab\t', 'nul\0', 'wörld'])(
    'refuses the malformed key %j without printing it',
    (apiKey) => {
      const error = thrownBy({ apiKey });
      expect(error.message).toMatch(/^apiKey or NEON_API_KEY must be set, in printable ASCII/);
      if (apiKey) expect(JSON.stringify(error)).not.toContain(apiKey.slice(0, 4));
    },
  );

  test('reads the key from NEON_API_KEY, and throws if it is missing', async () => {
    vi.stubEnv('NEON_API_KEY', '');
    expect(thrownBy({}).message).toContain('NEON_API_KEY must be set');
    vi.stubEnv('NEON_API_KEY', 'from-env');
    const { fetch, sent } = stubFetch(() => Response.json({}));
    await getActiveRegions(createNeonClient({ fetch }));
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer from-env');
  });

  test('reads the base URL from NEON_API_BASE_URL unless the option is set', async () => {
    const { fetch, sent } = stubFetch(() => Response.json({}));
    const urlOf = async (options: NeonClientOptions): Promise<string | undefined> => {
      await getActiveRegions(createNeonClient({ apiKey: KEY, fetch, ...options }));
      return sent.at(-1)?.url;
    };
    vi.stubEnv('NEON_API_BASE_URL', 'http://127.0.0.1:8788/api/v2/');
    expect(await urlOf({})).toBe('http://127.0.0.1:8788/api/v2/regions');
    expect(await urlOf({ baseUrl: 'https://example.com' })).toBe('https://example.com/regions');
    expect(createNeonClient({ apiKey: KEY }).baseUrl).toBe('http://127.0.0.1:8788/api/v2');
    vi.stubEnv('NEON_API_BASE_URL', '');
    expect(await urlOf({})).toBe('https://console.neon.tech/api/v2/regions');
    vi.stubEnv('NEON_API_BASE_URL', 'http://example.com');
    expect(thrownBy({ apiKey: KEY }).message).toMatch(/NEON_API_BASE_URL.* must be https/);
  });

  test('with a key and a base URL, needs no variable that the runtime refuses to tell, as Deno does', () => {
    const refusing = new Proxy<NodeJS.ProcessEnv>(
      {},
      {
        get(_, name) {
          throw new Error(`Requires env access to ${String(name)}`);
        },
      },
    );
    vi.spyOn(process, 'env', 'get').mockReturnValue(refusing);
    expect(createNeonClient({ apiKey: KEY, baseUrl: 'https://example.com' }).baseUrl).toBe('https://example.com');
    // Another host than the one that the variable names must not get the key.
    expect(() => createNeonClient({ apiKey: KEY })).toThrow('Requires env access to NEON_API_BASE_URL');
  });

  test('calls the apiKey function before every request, and reports its error as a usage error', async () => {
    const { fetch, sent } = stubFetch(() => Response.json({}));
    const keys = ['first', 'second'];
    const neon = createNeonClient({
      apiKey: async () => keys.shift() ?? Promise.reject(new Error('vault closed')),
      fetch,
    });
    await getActiveRegions(neon);
    await getActiveRegions(neon);
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer first', 'Bearer second']);
    await expect(getActiveRegions(neon)).rejects.toMatchObject({
      name: 'NeonUsageError',
      outcome: 'not_sent',
      cause: { message: 'vault closed' },
    });
    expect(sent).toHaveLength(2);
  });

  test('suggests the nearest option for an unknown one', () => {
    expect(thrownBy({ apiKey: KEY, baseURL: 'x' }).message).toContain('did you mean baseUrl?');
    expect(thrownBy({ apiKey: KEY, basUrl: 'x' }).message).toContain('did you mean baseUrl?');
    expect(thrownBy({ apiKey: KEY, unrelated: 1 }).message).toContain('known: apiKey, baseUrl');
  });

  test.each([0, -1, Number.NaN, '5'])('refuses timeoutMs %j', (timeoutMs) => {
    expect(thrownBy({ apiKey: KEY, timeoutMs }).message).toContain('timeoutMs');
  });

  test.each([
    'http://example.com/api',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'ftp://localhost',
    'https://user:hidden@example.com',
    'https://hidden@example.com',
    'https://example.com/?a=b',
    'https://example.com/#a',
    'nonsense',
  ])('refuses the base URL %s, and does not quote it', (baseUrl) => {
    const { message } = thrownBy({ apiKey: KEY, baseUrl });
    expect(message).toBe('baseUrl or NEON_API_BASE_URL must be https, or http on loopback, without password or query.');
  });

  test.each([
    ['https://example.com/api/v2/', 'https://example.com/api/v2/regions'],
    ['http://localhost:1', 'http://localhost:1/regions'],
    ['http://127.8.9.1:1/', 'http://127.8.9.1:1/regions'],
    ['http://[::1]:1/api', 'http://[::1]:1/api/regions'],
    [undefined, 'https://console.neon.tech/api/v2/regions'],
  ])('sends to the base URL %s', async (baseUrl, url) => {
    const { fetch, sent } = stubFetch(() => Response.json({ regions: [] }));
    const answer = await getActiveRegions(createNeonClient({ apiKey: KEY, baseUrl, fetch }));
    expect(answer).toEqual({ regions: [] });
    expect(sent[0]?.url).toBe(url);
  });
});

test('fetch is called unbound, because browsers and workers reject another `this`', async () => {
  const seen: unknown[] = [];
  async function fetch(this: unknown): Promise<Response> {
    seen.push(this);
    return Response.json({});
  }
  const neon = createNeonClient({ apiKey: 'test-key', fetch });
  await neon.call({ id: 'read', method: 'GET', path: '/projects' }, {});
  expect(seen).toEqual([undefined]);
});
