import { bullets } from '../bullets.ts';
import { CodegenError } from '../codegen-error.ts';
import { applyChanges, type Change } from './apply-changes.ts';
import type { Verdict } from './judge-file.ts';
import type { OutputPlan } from './plan-output.ts';

/** How a file differs from what `generate` would write. */
export type Difference = Exclude<Verdict, 'current'> | 'leftover' | 'shadow';

export interface StaleFile {
  readonly path: string;
  readonly difference: Difference;
}

/** Carries out the plans of all folders, or of none. */
export function writeOutput(plans: readonly OutputPlan[], { force = false }: { readonly force?: boolean } = {}): void {
  const refusals = plans.flatMap((plan) => refusalsOf(plan, force));
  if (refusals.length > 0) throw new CodegenError(`Nothing was written:\n${bullets(refusals)}`);
  applyChanges(plans.flatMap(changesOf));
}

export function changesOf({ targets, leftovers }: OutputPlan): Change[] {
  return [...targets.map(({ change }) => change), ...leftovers];
}

/** Returns the reasons why a plan cannot be carried out. `force` discards edits to generated files and nothing else. */
function refusalsOf({ flag, targets, shadows }: OutputPlan, force: boolean): string[] {
  return [
    ...targets.flatMap(({ path, verdict, noun }) => {
      if (verdict === 'foreign') {
        return [`${path} is ${noun} that neon-codegen did not write. Move it away, or pass ${flag} another folder.`];
      }
      if (verdict === 'unreadable') {
        return [`${path} cannot be read. Change its permissions, or pass ${flag} another folder.`];
      }
      if (verdict !== 'edited' || force) return [];
      return [
        `${path} was edited after neon-codegen wrote it. Move your edit to another file, then discard it here ` +
          'with --force.',
      ];
    }),
    ...shadows.map(
      ({ path, target }) =>
        `${path} would be imported in place of ${target}. Move it away, or pass ${flag} another folder.`,
    ),
  ];
}

/** Returns the files that `generate` would change, remove or refuse to overwrite. */
export function staleOutput({ targets, leftovers, shadows }: OutputPlan): StaleFile[] {
  return [
    ...targets.flatMap(({ path, verdict }) => (verdict === 'current' ? [] : [{ path, difference: verdict }])),
    ...leftovers.map(({ path }) => ({ path, difference: 'leftover' as const })),
    ...shadows.map(({ path }) => ({ path, difference: 'shadow' as const })),
  ];
}
