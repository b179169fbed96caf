import { expect, test } from 'vitest';
import { readJson } from './read-json.ts';

const request = (body: string | ReadableStream): Request =>
  new Request('http://localhost/sql', { method: 'POST', body, duplex: 'half' } as RequestInit);

test.each([
  ['{"query":"SELECT 1"}', { query: 'SELECT 1' }],
  ['{"query":"grüße"}', { query: 'grüße' }],
  ['no JSON', undefined],
  ['', undefined],
])('%j is read as %j', async (body, value) => {
  expect(await readJson(request(body))).toEqual({ kind: 'json', value });
});

test('an endless body is not read beyond the limit', async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  expect(await readJson(request(endless), 10_000)).toEqual({ kind: 'too-large' });
  expect(sent).toBeLessThan(20_000);
});
