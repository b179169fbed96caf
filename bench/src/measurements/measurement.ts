import type { Peer, PeerClient, Target } from '../peers/index.ts';

/** The figures of one peer by column. Undefined if the peer lacks the feature. */
export type Figures = Readonly<Record<string, number | undefined>>;

export interface Row {
  readonly peer: string;
  readonly figures: Figures;
  readonly remark?: string | undefined;
}

/** The figures of all peers, as a table. */
export interface Result {
  readonly name: string;
  readonly title: string;
  /** Unit and digits by column. Less is better unless the title says otherwise. */
  readonly columns: Readonly<Record<string, { readonly unit: string; readonly digits: number }>>;
  readonly rows: readonly Row[];
  /** The peer that the others are compared with. */
  readonly baseline: string;
  readonly note?: string;
}

export interface Settings {
  readonly peers: readonly Peer[];
  /** Number of measurements. The table shows their medians. */
  readonly rounds: number;
}

export interface Measurement {
  readonly name: string;
  run(settings: Settings): Promise<Result>;
}

export interface OpenPeer {
  readonly name: string;
  readonly client: PeerClient;
  readonly remarks: NonNullable<Peer['remarks']>;
}

/** Opens the peers that can use `target`. */
export async function openPeers(peers: readonly Peer[], target: Target): Promise<OpenPeer[]> {
  const open: OpenPeer[] = [];
  for (const { name, remarks = {}, open: openPeer } of peers) {
    const client = await openPeer(target).catch(() => undefined);
    if (client) open.push({ name, client, remarks });
  }
  return open;
}
