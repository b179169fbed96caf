/** Where a peer is pointed, and what it sends its requests with; its own fetch, or adapter, when undefined. */
export interface Target {
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** The calls that are measured, as a user of the peer would write them. */
export interface PeerClient {
  getProject(id: string): Promise<unknown>;
  /** Every project; with what the peer has for pages, or by hand. */
  listProjects?(): Promise<number>;
  /** Creates a project and resolves once its operations have ended. */
  createProjectAndWait?(): Promise<unknown>;
}

/** Sources to bundle, as a user would write them; undefined where the peer has no such thing. */
export interface BundleSources {
  readonly oneCall: string;
  readonly twoCalls: string;
  readonly everything: string;
  /** Further bundles by their names, for our own budgets. */
  readonly further?: Readonly<Record<string, string>>;
}

export interface Peer {
  readonly name: string;
  /** What is imported; undefined for what needs no package. */
  readonly packageName?: string;
  readonly bundles?: BundleSources;
  /** What the peer leaves to its user, said beside the figures. */
  readonly remarks?: { readonly wait?: string; readonly list?: string };
  open(target: Target): Promise<PeerClient>;
}
