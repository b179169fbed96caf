const encoder = new TextEncoder();

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The length of the text in UTF-8. */
export function utf8LengthOf(text: string): number {
  return encoder.encode(text).byteLength;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Returns one character for each byte. */
export function toLatin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A call accepts some ten thousand arguments.
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + PART_BYTES)));
  }
  return parts.join('');
}

const PART_BYTES = 8192;

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.byteLength;
  }
  return joined;
}

export function toBase64Url(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
  return btoa(toLatin1(bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Returns the text that was encoded; undefined if there is none. */
export function fromBase64Url(encoded: string): string | undefined {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
