/** Neon's limit for HTTP requests. */
export const LARGEST_BYTES: number = 64 << 20;

export type ReadJson = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'too-large' };

/** Reads the body as JSON; `undefined` if it is not JSON. Stops after `maxBytes`, whatever the declared length. */
export async function readJson(request: Request, maxBytes: number = LARGEST_BYTES): Promise<ReadJson> {
  try {
    const text = await readText(request, maxBytes);
    return text === undefined ? { kind: 'too-large' } : { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'json', value: undefined };
  }
}

/** Returns undefined if the body is longer. Uses a reader, because not every browser can iterate over a stream. */
async function readText(request: Request, maxBytes: number): Promise<string | undefined> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
