import { connect } from 'node:net';
import type { Client } from 'pg';

/** Neon's limit for HTTP responses: https://neon.com/docs/serverless/serverless-driver */
const LARGEST_RESULT_BYTES: number = 64 << 20;

/** Thrown when a result cannot be sent over HTTP. */
export class SqlLimitError extends Error {
  override readonly name: string = 'SqlLimitError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ResultWatch {
  /** Cancels the running statement and ends the session. Only the first call counts. */
  interrupt(reason: Error): void;
  /** Throws the reason of an interruption. */
  throwIfInterrupted(): void;
}

interface TcpAddress {
  readonly host: string;
  readonly port: number;
}

/** Fields of a pg client that cancel requests need. */
interface Cancelable {
  readonly processID: number;
  readonly secretKey: number;
}

/** Interrupts a session if its results are too large or come from COPY. */
export function watchResults(session: Client, target: TcpAddress): ResultWatch {
  let interruption: Error | undefined;
  let bytes = 0;

  function interrupt(reason: Error): void {
    if (interruption !== undefined) return;
    interruption = reason;
    cancel(session as unknown as Cancelable, target, () => session.connection.stream.destroy());
  }

  session.connection.on('dataRow', ({ length }: { readonly length: number }) => {
    bytes += length;
    if (bytes <= LARGEST_RESULT_BYTES) return;
    // The status and message of Neon's proxy, which clients recognize.
    interrupt(new SqlLimitError(507, `response is too large (max is ${LARGEST_RESULT_BYTES} bytes)`));
  });
  session.connection.on('copyOutResponse', () => {
    interrupt(new SqlLimitError(400, 'COPY TO STDOUT is not supported over HTTP. Use a Postgres connection.'));
  });
  return {
    interrupt,
    throwIfInterrupted() {
      if (interruption !== undefined) throw interruption;
    },
  };
}

/** https://www.postgresql.org/docs/17/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-CANCELREQUEST */
function cancel({ processID, secretKey }: Cancelable, { host, port }: TcpAddress, done: () => void): void {
  const CANCEL_REQUEST = 80_877_102;
  const message = Buffer.alloc(16);
  for (const [index, value] of [message.length, CANCEL_REQUEST, processID, secretKey].entries()) {
    message.writeInt32BE(value, index * 4);
  }
  const socket = connect({ host, port });
  // The server answers by closing the connection.
  socket
    .on('error', () => {})
    .on('close', done)
    .resume()
    .end(message);
}
