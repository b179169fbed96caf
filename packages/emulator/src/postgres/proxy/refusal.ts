/** An error for a refused client: SQLSTATE, what happened, what to do. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Encodes a Postgres ErrorResponse with severity FATAL. */
export function encodeRefusal({ code, message, hint }: Refusal): Buffer {
  const fields = { S: 'FATAL', V: 'FATAL', C: code, M: message, H: hint };
  const text = Object.entries(fields)
    .map(([type, value]) => `${type}${value.replaceAll('\0', '')}\0`)
    .join('');
  const body = Buffer.from(`${text}\0`, 'utf8');
  const header = Buffer.from('E\0\0\0\0', 'latin1');
  header.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}
