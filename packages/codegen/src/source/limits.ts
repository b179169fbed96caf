/** The size limits of a document. Neon's own document uses a tenth of them or less. */
export interface SourceLimits {
  /** Time limit for the whole download, including redirects. */
  readonly timeoutMs: number;
  /** Size of the document after decompression. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

export const DEFAULT_LIMITS: SourceLimits = { timeoutMs: 30_000, maxBytes: 4 * 1024 * 1024, maxRedirects: 5 };

/** YAML or JSON tokens. They are counted before parsing, because the parser needs about a hundred bytes for each. */
export const MAX_TOKENS = 750_000;
/** Values after aliases are expanded. */
export const MAX_VALUES = 250_000;
/** Levels of nested objects and lists. */
export const MAX_DEPTH = 64;
/** Characters of a key. */
export const MAX_KEY_LENGTH = 256;
/** Faults in one message. One cause often leads to many. */
export const MAX_FAULTS = 10;
