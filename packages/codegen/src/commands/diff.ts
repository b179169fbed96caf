import type { OpenApiDocument } from '../contract/index.ts';
import {
  type Bump,
  type ContractDiff,
  diffContracts,
  makeReport,
  reaches,
  renderMarkdown,
  renderText,
} from '../diff/index.ts';
import { emitTypes } from '../emit/index.ts';
import type { DIFF_FORMATS, FAIL_LIMITS } from '../option-choices.ts';
import { disagreementText, judgeChange } from '../verify/index.ts';
import { readSide } from './diff-side.ts';

export interface DiffOptions {
  /** A contract or document file, an npm version, or `git:REF`. */
  readonly old: string;
  readonly now: string;
  /** The folder of the contract, for `git:REF`. */
  readonly specsDir: string;
  /** Default: text. */
  readonly format?: (typeof DIFF_FORMATS)[number];
  /** Default: nothing fails. */
  readonly failOn?: (typeof FAIL_LIMITS)[number];
  /** How the report calls both sides. Default: after what was given. */
  readonly names?: { readonly old: string; readonly now: string };
  /** True: let the compiler judge as well, the two documents and each part that differs on its own. */
  readonly verify?: boolean;
}

export interface DiffReport {
  readonly diff: ContractDiff;
  /** What to print. */
  readonly output: string;
  /** What differ and compiler disagree on; undefined when the compiler was not asked. */
  readonly disagreements: readonly string[] | undefined;
  /** True when the change is as large as `failOn`, or the compiler disagrees. */
  readonly failed: boolean;
}

/** Says what differs between two contracts, what it means for their users, and which version bump it asks for. */
export async function diff({
  old,
  now,
  specsDir,
  format = 'text',
  failOn,
  names,
  verify,
}: DiffOptions): Promise<DiffReport> {
  const [before, after] = [await readSide(old, specsDir), await readSide(now, specsDir)];
  const result = diffContracts(before.contract, after.contract);
  const disagreements = verify ? await disagreementsOn(before.contract, after.contract, result) : undefined;
  return {
    diff: result,
    output: render(result, names ?? { old: before.name, now: after.name }, format),
    disagreements,
    failed: isReached(result.bump, failOn) || (disagreements?.length ?? 0) > 0,
  };
}

async function disagreementsOn(
  before: OpenApiDocument,
  after: OpenApiDocument,
  result: ContractDiff,
): Promise<string[]> {
  const { whole, hybrids } = await judgeChange(before, after, result, emitTypes);
  return [...whole, ...hybrids.disagreements].map(disagreementText);
}

function render(result: ContractDiff, names: { old: string; now: string }, format: DiffOptions['format']): string {
  if (format === 'json') return `${JSON.stringify({ ...names, ...result, bump: result.bump ?? null }, null, 2)}\n`;
  const report = makeReport(result, names);
  return format === 'markdown' ? renderMarkdown(report) : renderText(report);
}

function isReached(bump: Bump | undefined, limit: DiffOptions['failOn']): boolean {
  if (bump === undefined || limit === undefined) return false;
  return limit === 'any' || reaches(bump, limit);
}
