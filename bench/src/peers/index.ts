import { packageFolder } from '../support/package-folder.ts';
import { bareFetch } from './bare-fetch.ts';
import { handWritten } from './hand-written.ts';
import { neonApiClient, neonApiClientByPath } from './neon-api-client.ts';
import { neonSdk } from './neon-sdk.ts';
import { neondatabaseApiClient } from './neondatabase-api-client.ts';
import { neondatabaseToolkit } from './neondatabase-toolkit.ts';
import { openapiFetch } from './openapi-fetch.ts';
import type { Peer } from './peer.ts';

export type { BundleSources, Peer, PeerClient, Target } from './peer.ts';
export { neonApiClient };

const ALL: readonly Peer[] = [
  bareFetch,
  handWritten,
  openapiFetch,
  neonApiClient,
  neonApiClientByPath,
  neonSdk,
  neondatabaseApiClient,
  neondatabaseToolkit,
];

/** Finds the installed peers and the names of the missing ones. */
export function findPeers(): { readonly installed: readonly Peer[]; readonly missing: readonly string[] } {
  const installed = ALL.filter(
    ({ packageName }) => packageName === undefined || packageFolder(packageName, import.meta.url),
  );
  return { installed, missing: ALL.filter((peer) => !installed.includes(peer)).map(({ name }) => name) };
}
