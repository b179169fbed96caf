/** As much of an answer as arrives before its connection ends. */
export interface PartialAnswer {
  readonly status: number;
  /** Those of the whole answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Thrown where no whole answer is to come: whoever holds the connection ends it. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly partial: PartialAnswer | undefined;

  constructor(message: string, partial?: PartialAnswer) {
    super(message);
    this.partial = partial;
  }
}
