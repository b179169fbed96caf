import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContractDiff,
  diff,
  generate,
  type Lock,
  parseSourceRequest,
  pull,
  type SourceOrigin,
} from '@neon-api/codegen';
import { changesetName, changesetText, prependChange, releaseBump, type SpecChange } from './spec-change.ts';
import { describeTakenOver, type SpecSources, takenOver } from './spec-sources.ts';

const CONTRACT = 'neon.contract.json';

export interface SyncResult {
  /** Undefined if the contract has not changed. */
  readonly written: { readonly report: string; readonly changeset: string } | undefined;
  readonly sources: SpecSources;
}

/** Updates the repository in `root` from the source. */
export async function syncSpec(root: string, from: string): Promise<SyncResult> {
  const specsDir = join(root, 'specs');
  const scratch = mkdtempSync(join(tmpdir(), 'sync-spec-'));
  try {
    const [old, now] = [join(scratch, CONTRACT), join(specsDir, CONTRACT)];
    copyFileSync(now, old);
    const before = readLock(specsDir);
    const { lock, dropped } = await pull({ specsDir, source: parseSourceRequest(from) });
    const sources: SpecSources = { before, lock, dropped };
    if (readFileSync(old, 'utf8') === readFileSync(now, 'utf8')) return { written: undefined, sources };
    const names = { old: sourceName(before.source), now: sourceName(lock.source) };
    const { diff: found, output } = await diff({ old, now, specsDir, format: 'markdown', names });
    const change: SpecChange = {
      from: names.old,
      to: names.now,
      bump: releaseBump(bumpOf(found, takenOver(sources)), versionOfTypes(root)),
      report: output,
      changes: found.changes,
    };
    await writeDown(root, specsDir, change, sources);
    return { written: { report: output, changeset: changesetName(change) }, sources };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function writeDown(root: string, specsDir: string, change: SpecChange, sources: SpecSources): Promise<void> {
  const changes = join(specsDir, 'CHANGES.md');
  writeFileSync(changes, prependChange(existsSync(changes) ? readFileSync(changes, 'utf8') : undefined, change));
  writeFileSync(
    join(root, '.changeset', changesetName(change)),
    [changesetText(change), ...describeTakenOver(sources).map((line) => `\n${line}\n`)].join(''),
  );
  const packages = join(root, 'packages');
  await generate({
    specsDir,
    typesDir: join(packages, 'types/generated'),
    functionsDir: join(packages, 'client/src/generated'),
  });
}

function readLock(specsDir: string): Lock {
  return JSON.parse(readFileSync(join(specsDir, 'neon.lock.json'), 'utf8')) as Lock;
}

/** All published packages have the same version. */
function versionOfTypes(root: string): string {
  const text = readFileSync(join(root, 'packages/types/package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Returns the version, or the first digits of the hash, because a live document has no version. */
function sourceName(source: SourceOrigin): string {
  return source.from === 'npm' ? source.version : source.sha256.slice(0, 12);
}

/** Returns at least a minor bump if the facts of an operation have a new source, because users see that. */
function bumpOf({ bump = 'patch' }: ContractDiff, takenOverIds: readonly string[]): SpecChange['bump'] {
  return bump === 'patch' && takenOverIds.length > 0 ? 'minor' : bump;
}
