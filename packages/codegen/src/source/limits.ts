/** How much of a document is read before it is refused. Neon's own is a tenth of this or less. */
export interface SourceLimits {
  /** For the whole download, redirects included. */
  readonly timeoutMs: number;
  /** Of the document itself, after decompression. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

export const DEFAULT_LIMITS: SourceLimits = { timeoutMs: 30_000, maxBytes: 4 * 1024 * 1024, maxRedirects: 5 };

/** Tokens of YAML or JSON. The parser takes some hundred bytes for each, so they are counted before it sees them. */
export const MAX_TOKENS = 750_000;
/** Values once aliases are replaced by what they stand for. */
export const MAX_VALUES = 250_000;
/** Objects and lists within each other. */
export const MAX_DEPTH = 64;
/** Characters of a key. */
export const MAX_KEY_LENGTH = 256;
/** Complaints in one message; one cause often has many. */
export const MAX_FAULTS = 10;
