// The whole round after a change of Neon's document: pull, diff, specs/CHANGES.md, changeset, generate.
// Nothing but the lock is touched when the facts are the same.
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CodegenError,
  type ContractDiff,
  diff,
  generate,
  parseSourceRequest,
  pull,
  type SourceOrigin,
} from '@neon-api/codegen';
import { ROOT } from './repository.ts';
import { changesetName, changesetText, prependChange, type SpecChange } from './spec-change.ts';

const USAGE = `Usage: sync-spec [--from SOURCE] [--root DIR]

  --from   npm[@VERSION], url[=URL] or file=PATH, as for neon-codegen pull (default: npm)
  --root   the repository to work on (default: this one)`;

const CONTRACT = 'neon.contract.json';

/** Brings the repository in `root` up to date with the source; undefined when no fact has changed. */
async function syncSpec(root: string, from: string): Promise<SpecChange | undefined> {
  const specsDir = join(root, 'specs');
  const scratch = mkdtempSync(join(tmpdir(), 'sync-spec-'));
  try {
    const [old, now] = [join(scratch, CONTRACT), join(specsDir, CONTRACT)];
    copyFileSync(now, old);
    const before = sourceName(readLockOrigin(specsDir));
    const { lock } = await pull({ specsDir, source: parseSourceRequest(from) });
    const after = sourceName(lock.source);
    if (readFileSync(old, 'utf8') === readFileSync(now, 'utf8')) return undefined;
    const names = { old: before, now: after };
    const { diff: found, output } = await diff({ old, now, specsDir, format: 'markdown', names });
    const bump = found.bump ?? 'patch';
    const change: SpecChange = { from: before, to: after, bump, report: output, counts: countChanges(found) };
    await writeDown(root, specsDir, change);
    return change;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function writeDown(root: string, specsDir: string, change: SpecChange): Promise<void> {
  const changes = join(specsDir, 'CHANGES.md');
  writeFileSync(changes, prependChange(existsSync(changes) ? readFileSync(changes, 'utf8') : undefined, change));
  writeFileSync(join(root, '.changeset', changesetName(change)), changesetText(change));
  const packages = join(root, 'packages');
  await generate({
    specsDir,
    typesDir: join(packages, 'types/generated'),
    functionsDir: join(packages, 'client/src/generated'),
  });
}

function readLockOrigin(specsDir: string): SourceOrigin {
  return (JSON.parse(readFileSync(join(specsDir, 'neon.lock.json'), 'utf8')) as { source: SourceOrigin }).source;
}

/** A version where there is one, else the first digits of the hash: a live document has no version of its own. */
function sourceName(source: SourceOrigin): string {
  return source.from === 'npm' ? source.version : source.sha256.slice(0, 12);
}

function countChanges({ changes }: ContractDiff): SpecChange['counts'] {
  return {
    breaking: changes.filter(({ bump }) => bump === 'major').length,
    extending: changes.filter(({ bump }) => bump === 'minor').length,
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: 'npm' },
      root: { type: 'string', default: ROOT },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return print(USAGE);
  const change = await syncSpec(values.root, values.from);
  print(
    change === undefined
      ? 'No fact has changed.'
      : `${change.report}\nWrote specs/, .changeset/${changesetName(change)} and the generated files.`,
  );
  if (process.env.GITHUB_OUTPUT !== undefined)
    appendFileSync(process.env.GITHUB_OUTPUT, `changed=${change !== undefined}\n`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CodegenError || error instanceof TypeError)) throw error;
  process.stderr.write(`sync-spec: ${error.message}\n`);
  process.exitCode = 1;
}
