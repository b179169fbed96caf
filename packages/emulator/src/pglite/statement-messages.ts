/** What pg answers to COPY FROM STDIN without a source. Postgres ignores the message outside of COPY. */
const COPY_REFUSAL = 'No source stream defined';

/**
 * Encodes one statement with text parameters for the extended protocol.
 * https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export function encodeStatement(query: string, params: readonly (string | null)[]): Uint8Array {
  return join([
    encode('P', [text(''), text(query), int16(0)]),
    encode('B', [text(''), text(''), int16(0), int16(params.length), ...params.map(parameter), int16(0)]),
    encode('D', [bytes('P'), text('')]),
    encode('E', [text(''), int32(0)]),
    encode('f', [text(COPY_REFUSAL)]),
    encode('S', []),
  ]);
}

function encode(type: string, parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  return join([bytes(type), int32(4 + body.length), body]);
}

function parameter(value: string | null): Uint8Array {
  if (value === null) return int32(-1);
  const content = bytes(value);
  return join([int32(content.length), content]);
}

function text(value: string): Uint8Array {
  return bytes(`${value}\0`);
}

function bytes(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function int16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value);
}

function int32(value: number): Uint8Array {
  return Uint8Array.of(value >> 24, value >> 16, value >> 8, value);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
