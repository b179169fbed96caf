import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ourPnpm } from '../pack.ts';
import { gitPaths, ROOT } from '../repository.ts';
import { node } from '../run-command.ts';
import { plainEnvironment } from './environment.ts';
import type { Registry } from './registry.ts';
import { type Place, run } from './run.ts';

/** A copy of this checkout, in which releases are made. */
export type Checkout = Place;

/** Copies this checkout with its uncommitted changes, and installs its dependencies. */
export async function copyCheckout(folder: string): Promise<Checkout> {
  for (const path of gitPaths()) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  const checkout = { folder, env: plainEnvironment(process.env) };
  const git = (...args: string[]) => run({ file: 'git', args }, checkout);
  await git('init', '--quiet');
  await git('add', '--all');
  await git('-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.com', 'commit', '--quiet', '-m', 'Copy');
  await run(ourPnpm('install', '--frozen-lockfile', '--prefer-offline'), checkout);
  return checkout;
}

/** Does what the release workflow does: applies the changesets, builds, packs and publishes. */
export async function release(checkout: Checkout, { url, env }: Registry): Promise<void> {
  const packed = join(checkout.folder, '.cache/packed');
  rmSync(packed, { recursive: true, force: true });
  await run(ourPnpm('release:version'), checkout);
  await run(ourPnpm('lint'), checkout);
  await run(ourPnpm('release:pack', '--out', packed), checkout);
  const publish = node('--import', 'tsx', 'scripts/release/publish-main.ts', packed, '--registry', url);
  await run(publish, { folder: checkout.folder, env });
}

/** Builds what the tags of the action contain, and returns the folder. */
export async function buildAction(checkout: Checkout): Promise<string> {
  const tag = join(checkout.folder, '.cache/built-action');
  await run(ourPnpm('release:action', '--out', tag), checkout);
  return tag;
}

/** The field that the second release removes. No code of ours uses it. */
export const REMOVED = { schema: 'PaymentSourceBankCard', field: 'exp_month' } as const;

/** Removes a field from the contract, as when Neon removes one, and writes the changeset as the daily workflow does. */
export async function breakContract(checkout: Checkout): Promise<void> {
  const overlay = {
    overlay: '1.0.0',
    info: { title: 'A breaking change', version: '1.0.0' },
    'x-reason': 'The rehearsal needs a breaking change of the contract.',
    actions: [{ target: `$.components.schemas.${REMOVED.schema}.properties.${REMOVED.field}`, remove: true }],
  };
  writeFileSync(join(checkout.folder, 'specs/overlays/90-rehearsal.yaml'), JSON.stringify(overlay));
  await run(ourPnpm('sync-spec', '--from', 'npm'), checkout);
  const changesets = readdirSync(join(checkout.folder, '.changeset')).filter((name) =>
    name.startsWith('neon-document'),
  );
  if (changesets.length !== 1) throw new Error('sync-spec wrote no changeset for the breaking change.');
}
