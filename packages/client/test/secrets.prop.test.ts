import { inspect } from 'node:util';
import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNeonClient, form, type NeonHooks, type OperationDescriptor } from '../src/index.ts';
import { stubFetch } from './stub-fetch.ts';

const letters = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/);
const signs = fc.stringMatching(/^[!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{0,4}$/);

interface Secret {
  /** Secrets that must never appear; only letters and digits, because printing may escape others. */
  readonly core: string;
  readonly text: string;
}

const secret: fc.Arbitrary<Secret> = fc
  .tuple(signs, letters, signs)
  .map(([before, core, after]) => ({ core, text: `${before}${core}${after}` }));

type Words = (secrets: { key: string; password: string; uri: string }) => string;
const words = fc.constantFrom<Words>(
  ({ key }) => `key ${key} is unknown`,
  ({ key }) => key,
  ({ key }) => `${'long '.repeat(30)}${key}`,
  ({ password }) => `password "${password}" is too weak`,
  ({ password }) => `bad body ${JSON.stringify({ password })}`,
  ({ uri }) => `cannot connect to ${uri}`,
  ({ key, password }) => `/search?q=${encodeURIComponent(key)}&r=${encodeURIComponent(password)}`,
  ({ key, password }) => `sent ${new URLSearchParams({ key, also: password })}`,
  // Like an encoder that escapes every character, in upper or lower case.
  ({ key, password }) => `sent ${inHex(key)} ${inHex(password).toUpperCase()}`,
  ({ password }) => `host=db.test password=${password} dbname=shop`,
  ({ password }) => `host=db.test password = '${password.replaceAll(/['\\]/g, '\\$&')}' dbname=shop`,
  ({ uri, key }) => `first ${uri} then ${key} then ${uri}`,
);

const inHex = (text: string): string =>
  Array.from(text, (character) => `%${character.charCodeAt(0).toString(16)}`).join('');

/** How the secrets come back. */
type Echo = (said: string, key: string) => Response | Promise<Response>;
const json = (body: object, status: number, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '');
const echo = fc.constantFrom<[string, Echo]>(
  ['message', (said) => json({ code: '', message: said }, 422)],
  ['code', (said) => json({ code: said, message: 'no' }, 409)],
  ['request id', (said) => json({ message: 'no', request_id: said }, 400)],
  ['request id header', (said) => json({ message: 'no' }, 404, { 'x-request-id': ascii(said) })],
  ['page', (said) => new Response(`<html><style>${'x'.repeat(4_000)}</style><b>${said}</b>`, { status: 502 })],
  ['long page', (said) => new Response(`${' <i> '.repeat(812)}${said}`, { status: 500 })],
  ['success with a page', (said) => new Response(said, { headers: { 'content-type': 'text/html' } })],
  ['success of a strange type', (said) => new Response('x', { headers: { 'content-type': `text/${ascii(said)}` } })],
  ['cut JSON', (said) => new Response(`{"uri":${JSON.stringify(said)}`, { headers: { 'content-type': 'text/json' } })],
  ['network error', (said) => Promise.reject(new TypeError(said))],
  ['cause', (said) => Promise.reject(new TypeError('fetch failed', { cause: new Error(said) }))],
  ['code of a cause', (said) => Promise.reject(new TypeError('fetch failed', { cause: { code: said, message: '' } }))],
  [
    'property',
    (said) => Promise.reject(Object.assign(new Error('x'), { config: { headers: new Map([['a', said]]) } })),
  ],
  ['own name', (said) => Promise.reject(Object.assign(new Error('x'), { name: said }))],
  ['thrown text', (said) => Promise.reject(said)],
  [
    'request',
    (_, key) =>
      Promise.reject(
        Object.assign(new Error('x'), {
          request: new Request('http://a.test', { headers: { authorization: `Bearer ${key}` } }),
        }),
      ),
  ],
);

const OPERATION: OperationDescriptor = {
  id: 'tried',
  method: 'POST',
  path: '/buckets/{object_key}',
  query: ['search'],
};

function everyWayToShow(value: unknown): string {
  const { message, stack, cause } = Object(value) as Partial<Error>;
  return [
    inspect(value, { depth: 12, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    message,
    stack,
    inspect(cause, { depth: 12, showHidden: true }),
  ].join('\n');
}

test('no key and no password appears in any error, hook, inspection or JSON', async () => {
  const how = fc.constantFrom('call', 'form', 'typed', 'key in a path', 'key function', 'abort');
  await fc.assert(
    fc.asyncProperty(how, secret, secret, words, echo, async (way, key, password, say, [, answer]) => {
      const uri = `postgresql://owner:${password.text.replaceAll(/\s/g, '')}@host.test/db?sslmode=require`;
      const said = say({ key: key.text, password: password.text, uri });
      const seen: unknown[] = [];
      const see = (event: unknown): void => void seen.push(event);
      const hooks: NeonHooks = { onRequest: see, onResponse: see, onRetry: see, onError: see };
      const controller = new AbortController();
      const { fetch } = stubFetch(() => {
        if (way === 'abort') controller.abort(new Error('stop'));
        return answer(said, key.text);
      });
      const apiKey = way === 'key function' ? (): Promise<string> => Promise.reject(new Error(uri)) : key.text;
      const neon = createNeonClient({ apiKey, fetch, hooks, retry: false, rateLimit: false });
      const object_key = way === 'key in a path' ? key.text : 'k';
      const params = { object_key, body: { database: { password: password.text } } };
      const { signal } = controller;
      const outcome =
        way === 'typed'
          ? neon.POST('/projects', { body: { project: { password: password.text } } as never })
          : neon.call(OPERATION, params, { ...(way === 'form' && { bodyEncoding: form }), signal });
      seen.push(
        neon,
        await outcome.then(
          (value) => (value as { error?: unknown })?.error,
          (error: unknown) => error,
        ),
      );
      for (const value of seen) {
        const shown = everyWayToShow(value);
        expect(shown).not.toContain(key.core);
        expect(shown).not.toContain(password.core);
      }
      expect(seen.length).toBeGreaterThan(2);
    }),
    propertyRuns(400),
  );
});

test('a value that is refused before it is sent is not quoted', async () => {
  const { fetch } = stubFetch(() => Response.json({}));
  const neon = createNeonClient({ apiKey: 'test-key', fetch });
  const operation = { ...OPERATION, path: '/projects/{project_id}' };
  const refusals = [
    neon.call(operation, { project_id: 'napi_hidden' }),
    neon.call(OPERATION, { object_key: 'k', search: { hidden: 'hidden' } }),
    neon.call(OPERATION, { object_key: 'k' }, { headers: { 'x-key': 'hidden\nx' } }),
    neon.call(OPERATION, { object_key: 'k' }, { timeoutMs: 'hidden' as never }),
  ];
  for (const refusal of refusals) {
    const error: unknown = await refusal.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NeonUsageError', outcome: 'not_sent' });
    expect(everyWayToShow(error)).not.toContain('hidden');
  }
});
