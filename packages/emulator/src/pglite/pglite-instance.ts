/** The parts of a PGlite instance that the data plane uses. */
export interface PgliteInstance {
  query<Row>(text: string, values?: unknown[]): Promise<{ readonly rows: Row[] }>;
  /** Runs statements that return no rows. */
  exec(text: string): Promise<unknown>;
  /** Sends messages of the Postgres protocol, and returns the answers. */
  execProtocol(
    message: Uint8Array,
    options: { readonly throwOnError: boolean },
  ): Promise<{ readonly messages: readonly object[] }>;
  close(): Promise<void>;
  readonly Module: { readonly FS: MemoryFiles };
}

/** The parts of Emscripten's file system that the data plane uses. */
export interface MemoryFiles {
  readdir(path: string): string[];
  stat(path: string): { readonly mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
  writeFile(path: string, data: Uint8Array, options: { readonly canOwn: boolean }): void;
  mkdir(path: string, mode?: number): unknown;
  mkdirTree(path: string, mode?: number): void;
}

/** The options that the data plane passes to `PGlite.create`. Add your own, for example where PGlite's files are. */
export interface PgliteCreateOptions {
  /** The database of the session. */
  readonly database?: string;
  /** Options of `initdb`, for the first instance. */
  readonly initDbStartParams?: string[];
  /** The data directory of a branch, as a file system of PGlite. */
  // biome-ignore lint/suspicious/noExplicitAny: PGlite's own type would make its declarations part of ours
  readonly fs?: any;
}

export type CreatePglite = (options: PgliteCreateOptions) => Promise<PgliteInstance>;
