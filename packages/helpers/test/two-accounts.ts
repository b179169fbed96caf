import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';

/** Two users with separate accounts. */
export interface TwoAccounts {
  readonly neon: NeonCaller;
  /** The client of the other user. */
  readonly recipient: NeonCaller;
  /** The organization of both users. */
  readonly sharedOrgId: string;
  /** The organization of only the other user. */
  readonly theirOrgId: string;
  connect(options?: NeonClientOptions): NeonCaller;
  stop(): Promise<void>;
}

const THEM = { id: '00000000-0000-4000-8000-000000000002', name: 'Other', lastName: 'User', email: 'o@example.com' };
const THEIR_KEY = 'key-of-the-other';
const SHARED_ORG = 'org-shared-field-00000001';
const THEIR_ORG = 'org-quiet-field-00000002';

type Entry = readonly [path: readonly (string | number)[], value: unknown, kinds?: unknown];

/** Starts an emulator with two users. Adds the second, with their own and a shared organization, to its saved state. */
export async function startTwoAccounts(): Promise<TwoAccounts> {
  const dataDir = await mkdtemp(join(tmpdir(), 'two-accounts-'));
  const start = () => startEmulator({ postgres: 'off', speed: 'instant', strict: true, dataDir, log: () => undefined });
  await (await start()).stop();
  const path = join(dataDir, 'control-plane.json');
  // Uses the format of an earlier version, which has no checksums.
  const { changes } = JSON.parse(await readFile(path, 'utf8')) as { changes: [checksum: string, change: Entry][] };
  const entries = addAccount(changes.map(([, change]) => change));
  await writeFile(path, JSON.stringify({ version: 2, journal: 1, changes: entries }));
  await rm(join(dataDir, 'control-plane.mark'));
  const emulator = await start();
  const connect = (options: NeonClientOptions = {}): NeonCaller =>
    createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId, ...options });
  return {
    ...{ neon: connect(), recipient: connect({ apiKey: THEIR_KEY }), connect },
    ...{ sharedOrgId: SHARED_ORG, theirOrgId: THEIR_ORG },
    async stop() {
      await emulator.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

function addAccount(entries: readonly Entry[]): Entry[] {
  const find = (name: string): { readonly [name: string]: unknown } =>
    entries.find(([path]) => path[0] === name)?.[1] as { readonly [name: string]: unknown };
  const { organization, ...rest } = find('organizations');
  const orgOf = (id: string, ...userIds: unknown[]): object => ({
    ...rest,
    organization: { ...(organization as object), id, name: id, handle: id },
    members: userIds.map((user_id, index) => ({
      ...{ id: `00000000-0000-4000-8000-00000000001${index}`, user_id, org_id: id, role: 'admin' },
      joined_at: '2026-01-01T00:00:00Z',
    })),
  });
  const digest = createHash('sha256').update(THEIR_KEY).digest('hex');
  return [
    ...entries,
    [['users', 1], THEM],
    [['organizations', 1], orgOf(SHARED_ORG, find('users').id, THEM.id)],
    [['organizations', 2], orgOf(THEIR_ORG, THEM.id)],
    [['apiKeys', 0], { id: 1, name: 'theirs', digest, createdAt: '2026-01-01T00:00:00Z', userId: THEM.id }],
  ];
}
