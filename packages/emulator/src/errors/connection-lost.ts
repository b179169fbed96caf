/** The part of a response that is sent before the connection is closed. */
export interface PartialAnswer {
  readonly status: number;
  /** Headers of the complete response. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Thrown if no complete response will be sent. The owner of the connection closes it. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly partial: PartialAnswer | undefined;

  constructor(message: string, partial?: PartialAnswer) {
    super(message);
    this.partial = partial;
  }
}
