import { NeonUsageError } from '@neon-api/client';

/** A word that a command replaces: the library names an option, the command a flag. */
interface Term {
  readonly term: string;
}

/** A message in parts, of which a command can replace the terms. */
export type MessageParts = readonly (string | number | Term)[];

// Kept outside the errors: users need the text only.
const PARTS = new WeakMap<object, MessageParts>();

export function term(text: string): Term {
  return { term: text };
}

export function messageParts(
  texts: TemplateStringsArray,
  ...values: readonly (MessageParts[number] | MessageParts)[]
): MessageParts {
  return texts.flatMap((text, index) => [text, values[index] ?? ''].flat());
}

function render(pieces: MessageParts, word: (term: string) => string = (text) => text): string {
  return pieces.map((piece) => (typeof piece === 'object' ? word(piece.term) : piece)).join('');
}

/** The error that `create` makes of the text, with its parts kept for `reword`. */
export function errorOf<E extends Error>(create: (message: string) => E, pieces: MessageParts): E {
  const error = create(render(pieces));
  PARTS.set(error, pieces);
  return error;
}

/** A NeonUsageError; the values of the template are terms, message parts, or plain values. */
export function usageError(...template: Parameters<typeof messageParts>): NeonUsageError {
  return errorOf((message) => new NeonUsageError(message), messageParts(...template));
}

/** Adds to the message of an error what exists or was done by the time it is thrown. */
export function withNote(error: unknown, note: string | MessageParts): unknown {
  if (!(error instanceof Error)) return error;
  const pieces = [PARTS.get(error) ?? error.message, ' ', note].flat();
  error.message = render(pieces);
  PARTS.set(error, pieces);
  return error;
}

/** The message of an error, with every term in the words of the caller. */
export function reword(error: Error, word: (term: string) => string): string {
  const pieces = PARTS.get(error);
  return pieces === undefined ? error.message : render(pieces, word);
}
