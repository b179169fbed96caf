import { NeonUsageError } from '@neon-api/client';

/** A word that a command replaces with its own: it has flags where a library has options. */
interface Term {
  readonly term: string;
}

/** The text of a message in pieces. */
export type Phrase = readonly (string | number | Term)[];

// Beside the errors and not in them: everybody else needs the text only.
const PHRASES = new WeakMap<object, Phrase>();

export function term(text: string): Term {
  return { term: text };
}

export function phrase(texts: TemplateStringsArray, ...values: readonly (Phrase[number] | Phrase)[]): Phrase {
  return texts.flatMap((text, index) => [text, values[index] ?? ''].flat());
}

function render(pieces: Phrase, word: (term: string) => string = (text) => text): string {
  return pieces.map((piece) => (typeof piece === 'object' ? word(piece.term) : piece)).join('');
}

/** The error that `create` makes of the text, with the phrase kept for `reword`. */
export function errorOf<E extends Error>(create: (message: string) => E, pieces: Phrase): E {
  const error = create(render(pieces));
  PHRASES.set(error, pieces);
  return error;
}

/** A NeonUsageError; the values of the template are terms, phrases, or plain values. */
export function usageError(...template: Parameters<typeof phrase>): NeonUsageError {
  return errorOf((message) => new NeonUsageError(message), phrase(...template));
}

/** Adds to the message of an error what exists or was done by the time it is thrown. */
export function withNote(error: unknown, note: string | Phrase): unknown {
  if (!(error instanceof Error)) return error;
  const pieces = [PHRASES.get(error) ?? error.message, ' ', note].flat();
  error.message = render(pieces);
  PHRASES.set(error, pieces);
  return error;
}

/** The message of an error, with every term in the words of the caller. */
export function reword(error: Error, word: (term: string) => string): string {
  const pieces = PHRASES.get(error);
  return pieces === undefined ? error.message : render(pieces, word);
}
