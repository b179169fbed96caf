/** What happens to a message: it passes unread, is read whole, is dropped, or reading stops before it. */
export type Treatment = 'pass' | 'whole' | 'drop' | 'stop';

export interface FrameRules {
  /** Called at the start of each message. */
  readonly treat: (type: number) => Treatment;
  /** Called with each message that is read whole; returns what passes on: the same buffer, another one, or nothing. */
  readonly replace: (type: number, message: Buffer) => Buffer | undefined;
}

export interface FrameReader {
  /** False while a message is incomplete. */
  readonly isBetweenMessages: boolean;
  /**
   * Reads the next chunk, and adds what passes on to `out`. Returns the bytes from the message that it stopped at.
   *
   * @throws Error if a message has an impossible length
   */
  read(chunk: Buffer, out: Buffer[]): Buffer | undefined;
}

const HEADER_BYTES = 5;
/** `PQ_LARGE_MESSAGE_LIMIT` of Postgres. A message that is read whole takes as much memory. */
const MOST_BYTES = 0x3f_ff_ff_fe;
const EMPTY: Buffer = Buffer.alloc(0);

/** A message of which a part has arrived. */
type Partial =
  | { readonly kind: 'header'; readonly bytes: Buffer }
  | { readonly kind: 'whole'; readonly type: number; readonly parts: Buffer[]; missing: number }
  | { readonly kind: 'pass' | 'drop'; missing: number };

/**
 * Splits one direction of a connection into messages. Messages that pass are never copied, and consecutive ones stay
 * together, so that a large result costs little more than its bytes.
 */
export function createFrameReader({ treat, replace }: FrameRules): FrameReader {
  let partial: Partial | undefined;

  /** Takes the bytes that continue a message; returns their number. */
  function continuePartial(chunk: Buffer, out: Buffer[]): number {
    if (partial === undefined || partial.kind === 'header') return 0;
    const bytes = chunk.subarray(0, partial.missing);
    partial.missing -= bytes.length;
    if (partial.kind === 'whole') partial.parts.push(bytes);
    if (partial.kind === 'pass') out.push(bytes);
    if (partial.missing > 0) return bytes.length;
    const finished = partial;
    partial = undefined;
    if (finished.kind === 'whole') {
      const replaced = replace(finished.type, Buffer.concat(finished.parts));
      if (replaced) out.push(replaced);
    }
    return bytes.length;
  }

  return {
    get isBetweenMessages() {
      return partial === undefined;
    },
    read(received, out) {
      const header = partial?.kind === 'header' ? partial.bytes : EMPTY;
      if (header.length > 0) partial = undefined;
      const chunk = header.length > 0 ? Buffer.concat([header, received]) : received;
      let at = continuePartial(chunk, out);
      let passFrom = at;
      const pass = (until: number): void => {
        if (until > passFrom) out.push(chunk.subarray(passFrom, until));
      };
      while (chunk.length - at >= HEADER_BYTES) {
        const type = chunk[at] ?? 0;
        const end = at + 1 + readLength(chunk, at + 1);
        const treatment = treat(type);
        if (treatment === 'stop') {
          pass(at);
          return chunk.subarray(at);
        }
        const missing = end - chunk.length;
        const message = chunk.subarray(at, end);
        const passes =
          treatment === 'pass' ? message : treatment === 'whole' && missing <= 0 ? replace(type, message) : undefined;
        if (passes !== message) {
          pass(at);
          if (passes) out.push(passes);
          passFrom = Math.min(end, chunk.length);
        }
        if (missing > 0) {
          partial =
            treatment === 'whole' ? { kind: 'whole', type, parts: [message], missing } : { kind: treatment, missing };
        }
        at = Math.min(end, chunk.length);
      }
      pass(at);
      if (at < chunk.length) partial = { kind: 'header', bytes: chunk.subarray(at) };
      return undefined;
    },
  };
}

function readLength(chunk: Buffer, at: number): number {
  const length = chunk.readUInt32BE(at);
  if (length < 4 || length > MOST_BYTES) throw new Error('invalid message length');
  return length;
}
