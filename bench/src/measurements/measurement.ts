import type { Peer, PeerClient, Target } from '../peers/index.ts';

/** Figures of one peer by column; undefined where it has nothing to measure. */
export type Figures = Readonly<Record<string, number | undefined>>;

export interface Row {
  readonly peer: string;
  readonly figures: Figures;
  readonly remark?: string | undefined;
}

/** A table: what was measured, and of whom. */
export interface Result {
  readonly name: string;
  readonly title: string;
  /** Column by column: unit and digits. Less is better, unless it says otherwise. */
  readonly columns: Readonly<Record<string, { readonly unit: string; readonly digits: number }>>;
  readonly rows: readonly Row[];
  /** The row that ratios are taken against. */
  readonly baseline: string;
  readonly note?: string;
}

export interface Settings {
  readonly peers: readonly Peer[];
  /** How often everything is measured; medians of the rounds are printed. */
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

/** The peers that can be pointed at `target`. */
export async function openPeers(peers: readonly Peer[], target: Target): Promise<OpenPeer[]> {
  const open: OpenPeer[] = [];
  for (const { name, remarks = {}, open: openPeer } of peers) {
    const client = await openPeer(target).catch(() => undefined);
    if (client) open.push({ name, client, remarks });
  }
  return open;
}
