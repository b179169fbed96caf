/** The API that a peer calls. If `fetch` is undefined, the peer uses its own fetch or adapter. */
export interface Target {
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** The measured calls, as a user of the peer would write them. */
export interface PeerClient {
  getProject(id: string): Promise<unknown>;
  /** Lists all projects and returns their number. Uses the peer's pagination, or a manual loop. */
  listProjects?(): Promise<number>;
  /** Creates a project and resolves once its operations have ended. */
  createProjectAndWait?(): Promise<unknown>;
}

/** Sources to bundle, as a user would write them. */
export interface BundleSources {
  readonly oneCall: string;
  readonly twoCalls: string;
  readonly everything: string;
  /** Other bundles by name, for our own budgets. */
  readonly further?: Readonly<Record<string, string>>;
}

export interface Peer {
  readonly name: string;
  /** The package to import. Undefined if the peer needs no package. */
  readonly packageName?: string;
  readonly bundles?: BundleSources;
  /** Remarks beside the figures, for features that the peer lacks. */
  readonly remarks?: { readonly wait?: string; readonly list?: string };
  open(target: Target): Promise<PeerClient>;
}
