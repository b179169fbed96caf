import { encodeMessage } from '../proxy/index.ts';

const BODY = 5;

/** A prepared statement: the query and its parameter types, as in a Parse message. */
export interface Statement {
  readonly definition: Buffer;
  /** Equal for equal definitions. */
  readonly key: string;
}

/** A place in a message that names a statement. */
export interface StatementName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export const PARSE_COMPLETE: Buffer = encodeMessage('1', Buffer.alloc(0));
export const CLOSE_COMPLETE: Buffer = encodeMessage('3', Buffer.alloc(0));

/** Reads a Parse message; undefined if it is malformed. */
export function readParse(message: Buffer): { readonly name: string; readonly statement: Statement } | undefined {
  const found = readName(message, BODY);
  if (!found) return undefined;
  // A copy, because the message is part of a larger chunk.
  const definition = Buffer.from(message.subarray(found.end + 1));
  return { name: found.name, statement: { definition, key: definition.toString('latin1') } };
}

export function encodeParse(name: string, { definition }: Statement): Buffer {
  return encodeMessage('P', Buffer.concat([Buffer.from(`${name}\0`), definition]));
}

export function encodeCloseStatement(name: string): Buffer {
  return encodeMessage('C', Buffer.from(`S${name}\0`));
}

/** Finds the statement's name in a Bind message, after the portal's. */
export function findInBind(message: Buffer): StatementName | undefined {
  const portal = readName(message, BODY);
  return portal && readName(message, portal.end + 1);
}

/** Finds the statement's name in a Describe or Close message; undefined if it is about a portal. */
export function findInTarget(message: Buffer): StatementName | undefined {
  return message[BODY] === 'S'.charCodeAt(0) ? readName(message, BODY + 1) : undefined;
}

/** Replaces the name of a statement in a message. */
export function renameStatement(message: Buffer, { start, end }: StatementName, name: string): Buffer {
  const body = Buffer.concat([message.subarray(BODY, start), Buffer.from(name), message.subarray(end)]);
  return encodeMessage(String.fromCharCode(message[0] ?? 0), body);
}

function readName(message: Buffer, start: number): StatementName | undefined {
  const end = message.indexOf(0, start);
  return end < 0 ? undefined : { name: message.toString('latin1', start, end), start, end };
}
