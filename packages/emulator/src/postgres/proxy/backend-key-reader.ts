import { cancelKeyOf } from './startup-packet.ts';

const TYPE_AND_LENGTH_BYTES = 5;
const BACKEND_KEY_DATA = 'K';
const READY_FOR_QUERY = 'Z';
const ERROR_RESPONSE = 'E';
/** What a server sends before it is ready is short; whatever is not is nothing we want to keep. */
const LARGEST_BYTES = 1 << 20;

export interface BackendKeyReader {
  /** Reads on; returns true when nothing more is to be learned. */
  read(chunk: Buffer): boolean;
}

/** Reads a server's messages up to the first ReadyForQuery, for the key that a cancel request will name. */
export function createBackendKeyReader(onKey: (key: string) => void): BackendKeyReader {
  let pending = Buffer.alloc(0);
  return {
    read(chunk) {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= TYPE_AND_LENGTH_BYTES) {
        const type = String.fromCharCode(pending[0] ?? 0);
        const end = 1 + pending.readUInt32BE(1);
        if (type === READY_FOR_QUERY || type === ERROR_RESPONSE || end > LARGEST_BYTES) return true;
        if (pending.length < end) return false;
        if (type === BACKEND_KEY_DATA) onKey(cancelKeyOf(pending.subarray(TYPE_AND_LENGTH_BYTES, end)));
        pending = pending.subarray(end);
      }
      return false;
    },
  };
}
