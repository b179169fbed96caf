import type { Client } from 'pg';

const HEADER_BYTES = 5;

/** Messages of a client. https://www.postgresql.org/docs/17/protocol-message-formats.html */
export const parse = (name: string, sql: string): Buffer =>
  message('P', Buffer.concat([text(name), text(sql), Buffer.alloc(2)]));
export const bind = (name: string): Buffer => message('B', Buffer.concat([text(''), text(name), Buffer.alloc(6)]));
export const describeStatement = (name: string): Buffer => message('D', text(`S${name}`));
export const execute: Buffer = message('E', Buffer.concat([text(''), Buffer.alloc(4)]));
export const close = (name: string): Buffer => message('C', text(`S${name}`));
export const query = (sql: string): Buffer => message('Q', text(sql));
export const sync: Buffer = message('S', Buffer.alloc(0));
export const copyData = (row: string): Buffer => message('d', Buffer.from(row));
export const copyDone: Buffer = message('c', Buffer.alloc(0));

export interface Answer {
  readonly type: string;
  readonly body: string;
}

/** Sends chunks as they are, and returns the answers up to the first for which `isLast` is true. */
export async function exchange(
  { connection: { stream } }: Client,
  chunks: readonly Buffer[],
  isLast: (answers: readonly Answer[]) => boolean,
): Promise<readonly Answer[]> {
  const listeners = stream.listeners('data') as ((chunk: Buffer) => void)[];
  stream.removeAllListeners('data');
  const answers: Answer[] = [];
  let received = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= HEADER_BYTES && received.length > received.readUInt32BE(1)) {
        const end = 1 + received.readUInt32BE(1);
        answers.push({ type: received.toString('latin1', 0, 1), body: received.toString('utf8', HEADER_BYTES, end) });
        received = received.subarray(end);
        if (isLast(answers)) resolve();
      }
    });
    stream.once('close', () => reject(new Error(`The connection was closed after ${typesOf(answers)}.`)));
    for (const chunk of chunks) stream.write(chunk);
  });
  stream.removeAllListeners('data');
  for (const listener of listeners) stream.on('data', listener);
  return answers;
}

export function typesOf(answers: readonly Answer[]): string {
  return answers.map(({ type }) => type).join('');
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

function message(type: string, body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([header, body]);
}
