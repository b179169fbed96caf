import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { loopbackServer } from '../../test/loopback-server.ts';
import { GOOD, refusal, toTheLimit } from '../../test/refused-pull.ts';
import type { SourceTools } from '../source/index.ts';

const redirectTo =
  (location: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { location }).end();

/** Sends 200 MB as fast as the client reads. */
const flood: RequestListener = (_, response) => {
  const chunk = Buffer.alloc(1024 * 1024, '# ');
  let sent = 0;
  const send = () => {
    while (sent < 200) {
      sent += 1;
      if (!response.write(chunk)) return response.once('drain', send);
    }
    return response.end();
  };
  send();
};

const drip: RequestListener = (_, response) => {
  const timer = setInterval(() => response.write('# '), 5);
  response.on('close', () => clearInterval(timer));
};

const SERVERS: readonly (readonly [string, RequestListener, RegExp, SourceTools])[] = [
  ['a stream of 200 MB', flood, /is larger than the limit of 4194304 bytes/, toTheLimit()],
  [
    'a gzip bomb',
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024))),
    /is larger than the limit of 4194304 bytes/,
    toTheLimit(),
  ],
  ['a response that drips forever', drip, /it took longer than 150 ms/, toTheLimit({ timeoutMs: 150 })],
  ['a server that never answers', () => {}, /it took longer than 150 ms/, toTheLimit({ timeoutMs: 150 })],
  ['an endless redirect', redirectTo('/again'), /redirects more than 5 times/, toTheLimit()],
  [
    'a redirect to plain http',
    redirectTo('http://example.com/v2.json'),
    /redirects to http:\/\/example\.com\/v2\.json, which is refused: only https/,
    toTheLimit(),
  ],
  ['a redirect to a file', redirectTo('file:///etc/passwd'), /is refused: only https/, toTheLimit()],
  [
    'a redirect with a password',
    redirectTo('https://a:b@example.com/'),
    /contains a user name or password/,
    toTheLimit(),
  ],
  ['a redirect without a location', (_, response) => response.writeHead(302).end(), /responded with 302/, toTheLimit()],
  ['an error', (_, response) => response.writeHead(404).end(GOOD), /responded with 404, not a document/, toTheLimit()],
  ['a broken connection', (request) => request.socket.destroy(), /cannot be read: .*Check the address/, toTheLimit()],
  [
    'HTML',
    (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'),
    /is HTML/,
    toTheLimit(),
  ],
];

describe('a hostile server causes a clear error, and nothing is written:', () => {
  test.each(SERVERS)('%s', async (_, listener, message, tools) => {
    const url = await loopbackServer(listener);
    expect(await refusal({ from: 'url', url: `${url}/v2.json` }, tools)).toMatch(message);
  });

  test.each([
    ['http://example.com/v2.json', /only https is allowed/],
    ['http://127.0.0.1.example.com/v2.json', /only https is allowed/],
    ['ftp://127.0.0.1/v2.json', /only https is allowed/],
    ['data:application/json,{}', /only https is allowed/],
    ['https://user:secret@example.com/v2.json', /contains a user name or password/],
    ['v2.json', /is not a URL/],
  ])('%s', async (url, message) => {
    const fetch = () => Promise.reject(new Error('nothing may be sent'));
    const text = await refusal({ from: 'url', url }, { ...toTheLimit(), fetch });
    expect(text).toMatch(message);
    expect(text).not.toContain('secret');
  });

  test('a remote server that redirects to this machine', async () => {
    const fetch = () =>
      Promise.resolve(new Response(null, { status: 302, headers: { location: 'http://localhost/' } }));
    const text = await refusal({ from: 'url', url: 'https://example.com/' }, { ...toTheLimit(), fetch });
    expect(text).toContain('a remote address must not redirect to this machine');
  });
});
