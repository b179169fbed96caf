import { connect } from 'node:net';
import type { Client } from 'pg';
import { copyRefusal, createResultMeter } from '../../sql-over-http/index.ts';

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
  const measure = createResultMeter();

  function interrupt(reason: Error): void {
    if (interruption !== undefined) return;
    interruption = reason;
    cancel(session as unknown as Cancelable, target, () => session.connection.stream.destroy());
  }

  session.connection.on('dataRow', ({ length }: { readonly length: number }) => {
    const error = measure(length);
    if (error) interrupt(error);
  });
  session.connection.on('copyOutResponse', () => {
    interrupt(copyRefusal());
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
