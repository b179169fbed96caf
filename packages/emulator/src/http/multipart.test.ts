import { expect, test } from 'vitest';
import { decodeMultipart } from './decode-multipart.ts';

async function encode(form: FormData): Promise<[Uint8Array<ArrayBuffer>, string]> {
  const response = new Response(form);
  return [new Uint8Array(await response.arrayBuffer()), response.headers.get('Content-Type') ?? ''];
}

test('fields become strings, and a file becomes a string of its bytes', async () => {
  const form = new FormData();
  form.set('runtime', 'nodejs24');
  form.set('environment', '{"A":"ü"}');
  form.set('zip', new Blob([new Uint8Array([0, 80, 255, 10])]), 'code.zip');
  expect(await decodeMultipart(...(await encode(form)))).toEqual({
    runtime: 'nodejs24',
    environment: '{"A":"ü"}',
    zip: Buffer.from([0, 80, 255, 10]).toString('latin1'),
  });
});

test.each([['multipart/form-data'], ['multipart/form-data; boundary=other']])(
  '%s with a body in another format returns 400',
  async (contentType) => {
    const [bytes] = await encode(new FormData());
    await expect(decodeMultipart(bytes, contentType)).rejects.toMatchObject({ status: 400 });
  },
);
