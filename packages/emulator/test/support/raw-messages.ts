import type { Client } from 'pg';
import { encodeMessage } from '../../src/postgres/proxy/index.ts';

const HEADER_BYTES = 5;

/** Messages of a client. https://www.postgresql.org/docs/17/protocol-message-formats.html */
export const parse = (name: string, sql: string): Buffer =>
  encodeMessage('P', Buffer.concat([text(name), text(sql), Buffer.alloc(2)]));
export const bind = (name: string): Buffer =>
  encodeMessage('B', Buffer.concat([text(''), text(name), Buffer.alloc(6)]));
export const describeStatement = (name: string): Buffer => encodeMessage('D', text(`S${name}`));
export const execute: Buffer = encodeMessage('E', Buffer.concat([text(''), Buffer.alloc(4)]));
export const close = (name: string): Buffer => encodeMessage('C', text(`S${name}`));
export const query = (sql: string): Buffer => encodeMessage('Q', text(sql));
export const sync: Buffer = encodeMessage('S', Buffer.alloc(0));
export const copyData = (row: string): Buffer => encodeMessage('d', Buffer.from(row));
export const copyDone: Buffer = encodeMessage('c', Buffer.alloc(0));

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
