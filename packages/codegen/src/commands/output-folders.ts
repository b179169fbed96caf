import { join } from 'node:path';
import { bullets } from '../bullets.ts';
import { CodegenError } from '../codegen-error.ts';
import { NOTICE_FILE } from '../emit/index.ts';
import {
  type Difference,
  type OutputFile,
  type OutputFolder,
  type OutputPlan,
  planOutput,
  type StaleFile,
  staleOutput,
  writeOutput,
} from '../output/index.ts';

export interface GeneratedFolder {
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** Paths of removed files, which an earlier run wrote. */
  readonly removed: readonly string[];
}

/** Writes all folders, or none if any of them cannot be written. */
export async function writeFolders(
  folders: readonly OutputFolder[],
  { force = false }: { readonly force?: boolean | undefined },
): Promise<GeneratedFolder[]> {
  const plans = await Promise.all(folders.map(planOutput));
  writeOutput(plans, { force });
  return plans.map((plan) => ({ ...generatedFolder(plan), removed: plan.leftovers.map(({ path }) => path) }));
}

/** Throws if a file in any folder is out of date. Writes nothing. */
export async function refuseStale(
  folders: readonly OutputFolder[],
  missingSource: string | undefined,
): Promise<GeneratedFolder[]> {
  const { plans, stale } = await compareFolders(folders, missingSource);
  if (stale.length === 0) return plans.map(generatedFolder);
  const remedies = new Set(stale.map(({ difference }) => REMEDIES[difference](INSTEAD_OF_CHECK)));
  throw new CodegenError(
    `Generated files are out of date:\n${bullets(stale.map(describeStale))}\n${[...remedies].join('\n')}`,
  );
}

/** Describes what is wrong with a file and how to fix it. */
export function staleFinding(stale: StaleFile): string {
  return `${describeStale(stale)}. ${REMEDIES[stale.difference](GENERATE)}`;
}

function describeStale({ path, difference }: StaleFile): string {
  return `${path}: ${DIFFERENCES[difference]}`;
}

const DIFFERENCES: Readonly<Record<Difference, string>> = {
  missing: 'missing',
  outdated: 'out of date',
  reformatted: 'reformatted',
  edited: 'edited',
  foreign: 'not written by neon-codegen',
  unreadable: 'not readable',
  leftover: 'no longer generated',
  shadow: 'imported in place of a generated file',
};

/** How to regenerate, without and with `--force`. Neither text has a full stop. */
interface Commands {
  readonly run: string;
  readonly force: string;
}

const INSTEAD_OF_CHECK: Commands = {
  run: 'Run the same command without --check',
  force: 'Run the same command with --force instead of --check to discard your edits',
};
const GENERATE: Commands = {
  run: 'Run `neon-codegen generate`',
  force: 'Run `neon-codegen generate --force` to discard your edits',
};

const again = ({ run }: Commands) => `${run}.`;
const moveAway = () => 'Move your own files to another folder.';

const REMEDIES: Readonly<Record<Difference, (commands: Commands) => string>> = {
  missing: again,
  outdated: again,
  leftover: again,
  reformatted: ({ run }) => `Exclude the folder from your formatter. ${run}.`,
  edited: ({ force }) => `${force}.`,
  foreign: moveAway,
  unreadable: () => 'Change the permissions of unreadable files.',
  shadow: moveAway,
};

/**
 * Returns the files that differ. Throws if the files have documentation comments but their source, `missingSource`, is
 * not installed: every file would differ although none is wrong.
 */
export async function compareFolders(
  folders: readonly OutputFolder[],
  missingSource: string | undefined,
): Promise<{ readonly plans: readonly OutputPlan[]; readonly stale: readonly StaleFile[] }> {
  const plans = await Promise.all(folders.map(planOutput));
  const hadProse = plans.some(({ folder, leftovers }) =>
    leftovers.some(({ path }) => path === join(folder, NOTICE_FILE)),
  );
  if (missingSource !== undefined && hadProse) {
    throw new CodegenError(
      `${missingSource} is not installed. The documentation comments in the generated files come from it, so the check ` +
        'needs it. Install it and run the check again.',
    );
  }
  return { plans, stale: plans.flatMap(staleOutput) };
}

function generatedFolder({ folder, targets }: OutputPlan): GeneratedFolder {
  return {
    folder,
    files: targets.map(({ name, content }) => ({ path: name, content })),
    removed: [],
  };
}
