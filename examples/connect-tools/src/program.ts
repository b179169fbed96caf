/** What a program saw. */
export interface Seen {
  /** The table at the end, by name: after one transaction that was committed and one that failed. */
  readonly fruits: readonly Fruit[];
  /** SQLSTATE of the one that failed. */
  readonly failedWith: string | undefined;
}

export interface Fruit {
  readonly name: string;
  readonly kilos: number;
}

/**
 * The same with each tool: makes the table `fruit`, puts two in, moves 5 kg from one to the other in a transaction, fails
 * at another, which adds a third and then one that is there already, and reads the table back.
 */
export type Program = (uri: string) => Promise<Seen>;
