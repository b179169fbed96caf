/** Neon's limit for HTTP requests. */
export const LARGEST_BYTES: number = 64 << 20;

export type ReadJson = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'too-large' };

/** Reads the body as JSON; `undefined` if it is not JSON. Stops after `maxBytes`, whatever the declared length. */
export async function readJson(request: Request, maxBytes: number = LARGEST_BYTES): Promise<ReadJson> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > maxBytes) return { kind: 'too-large' };
      chunks.push(chunk);
    }
    return { kind: 'json', value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { kind: 'json', value: undefined };
  }
}
