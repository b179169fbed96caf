/** The result of a program. */
export interface Seen {
  /** The table at the end, sorted by name, after one committed and one failed transaction. */
  readonly fruits: readonly Fruit[];
  /** SQLSTATE of the failed transaction. */
  readonly failedWith: string | undefined;
}

export interface Fruit {
  readonly name: string;
  readonly kilos: number;
}

/**
 * Does the same with each tool: creates the table `fruit`, inserts two fruits, moves 5 kg between them in a
 * transaction, fails in a second transaction because of a duplicate key, and reads the table.
 */
export type Program = (uri: string) => Promise<Seen>;
