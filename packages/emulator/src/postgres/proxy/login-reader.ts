import type { LoginOutcome } from '../admission/index.ts';
import { AUTHENTICATION, isAuthenticationOk, type Message } from './messages.ts';
import { cancelKeyOf } from './startup-packet.ts';

const TYPE_AND_LENGTH_BYTES = 5;
const BACKEND_KEY_DATA = 'K';
const READY_FOR_QUERY = 'Z';
const ERROR_RESPONSE = 'E';
const SQLSTATE_FIELD = 'C';
/** invalid_password and invalid_authorization_specification */
const WRONG_CREDENTIALS: readonly (string | undefined)[] = ['28P01', '28000'];
/** Messages before ReadyForQuery are short; larger ones are not buffered. */
const LARGEST_BYTES = 1 << 20;

/** Events of a login, read from the server's messages. */
export interface LoginEvents {
  /** Called when the server has checked the password. */
  readonly onJudged: (outcome: LoginOutcome) => void;
  /** Called with the session's key for cancel requests. */
  readonly onKey: (key: string) => void;
}

export interface LoginReader {
  /** Reads the next chunk; returns true when it has seen everything. */
  read(chunk: Buffer): boolean;
}

/** Reads a server's messages up to the first ReadyForQuery or error. */
export function createLoginReader({ onJudged, onKey }: LoginEvents): LoginReader {
  let pending = Buffer.alloc(0);
  return {
    read(chunk) {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= TYPE_AND_LENGTH_BYTES) {
        const type = String.fromCharCode(pending[0] ?? 0);
        const end = 1 + pending.readUInt32BE(1);
        if (type === READY_FOR_QUERY || end > LARGEST_BYTES) return true;
        if (pending.length < end) return false;
        const message = { type, body: pending.subarray(TYPE_AND_LENGTH_BYTES, end) };
        if (type === ERROR_RESPONSE || isAuthenticationOk(message)) onJudged(outcomeOf(message));
        if (type === ERROR_RESPONSE) return true;
        if (type === BACKEND_KEY_DATA) onKey(cancelKeyOf(message.body));
        pending = pending.subarray(end);
      }
      return false;
    },
  };
}

/** Returns whether the password was right, from the message that ends a login. */
export function outcomeOf({ type, body }: Message): LoginOutcome {
  if (type === AUTHENTICATION) return 'right';
  return WRONG_CREDENTIALS.includes(readSqlstate(body)) ? 'wrong' : 'unknown';
}

function readSqlstate(body: Buffer): string | undefined {
  const fields = body.toString('latin1').split('\0');
  return fields.find((field) => field.startsWith(SQLSTATE_FIELD))?.slice(1);
}
