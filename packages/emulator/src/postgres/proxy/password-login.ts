import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { AUTHENTICATION, encodeMessage, type Message, readMessage } from './messages.ts';
import { type ScramProof, scramFirst } from './scram.ts';

const PASSWORD = 'p';
const CLEARTEXT = Buffer.from([0, 0, 0, 3]);
const KIND = { ok: 0, sasl: 10, saslContinue: 11, saslFinal: 12 } as const;

/** Asks a client for its clear-text password; undefined if none arrives before the signal is aborted. */
export async function askPassword(client: Socket, rest: Buffer, signal: AbortSignal): Promise<string | undefined> {
  if (rest.length > 0) client.unshift(rest);
  client.write(encodeMessage(AUTHENTICATION, CLEARTEXT));
  const answer = await readMessage(client, signal);
  return answer?.type === PASSWORD ? answer.body.toString('utf8').replace(/\0$/, '') : undefined;
}

/**
 * Logs in to a server with SCRAM for a client, and returns the message that ends the login. The caller forwards it.
 * Returns undefined if the server disconnects or the signal is aborted.
 */
export async function logIn(
  server: Socket,
  prove: (nonce: string, challenge: string) => ScramProof | Promise<ScramProof>,
  signal: AbortSignal,
): Promise<Message | undefined> {
  const nonce = randomBytes(18).toString('base64');
  let proof: ScramProof | undefined;
  for (;;) {
    const message = await readMessage(server, signal);
    if (message === undefined || message.type !== AUTHENTICATION) return message;
    const text = message.body.toString('utf8', 4);
    switch (message.body.readUInt32BE(0)) {
      case KIND.ok:
        return message;
      case KIND.sasl:
        server.write(encodeMessage(PASSWORD, firstResponse(scramFirst(nonce))));
        break;
      case KIND.saslContinue:
        proof = await prove(nonce, text);
        server.write(encodeMessage(PASSWORD, Buffer.from(proof.final)));
        break;
      case KIND.saslFinal:
        if (!proof?.isServerGenuine(text)) throw new Error('the server cannot prove that it knows the password');
        break;
      default:
        throw new Error('the server requests a login method other than SCRAM');
    }
  }
}

function firstResponse(text: string): Buffer {
  const mechanism = Buffer.from('SCRAM-SHA-256\0');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return Buffer.concat([mechanism, length, Buffer.from(text)]);
}
