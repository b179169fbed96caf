import { NeonUsageError } from '@neon-api/client';

/** A word that the command replaces: the library names an option, the command a flag. */
interface Term {
  readonly term: string;
}

/** A message in parts. A command can replace the terms. */
export type MessageParts = readonly (string | number | Term)[];

// Kept outside the errors, because users only need the text.
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

/** Creates an error from a message, and keeps the message's parts for `reword`. */
export function errorOf<E extends Error>(create: (message: string) => E, pieces: MessageParts): E {
  const error = create(render(pieces));
  PARTS.set(error, pieces);
  return error;
}

/** Creates a NeonUsageError. The template's values are terms, message parts, or plain values. */
export function usageError(...template: Parameters<typeof messageParts>): NeonUsageError {
  return errorOf((message) => new NeonUsageError(message), messageParts(...template));
}

/** Adds a note to the message of an error about what already exists or was done. */
export function withNote(error: unknown, note: string | MessageParts): unknown {
  if (!(error instanceof Error)) return error;
  const pieces = [PARTS.get(error) ?? error.message, ' ', note].flat();
  error.message = render(pieces);
  PARTS.set(error, pieces);
  return error;
}

/** Returns the message of an error, with `word` applied to every term. */
export function reword(error: Error, word: (term: string) => string): string {
  const pieces = PARTS.get(error);
  return pieces === undefined ? error.message : render(pieces, word);
}
