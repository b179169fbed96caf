import type { OpenApiDocument } from '../contract/index.ts';
import { diffContracts, makeReport, renderText } from '../diff/index.ts';

/** Describes what a pull would change. */
export function describePull(before: OpenApiDocument | undefined, after: OpenApiDocument): string {
  if (before === undefined) return 'There is no contract yet. Everything would be new.\n';
  const difference = diffContracts(before, after);
  if (difference.changes.length === 0) return 'The contract would not change.\n';
  return renderText(makeReport(difference, { old: 'the contract', now: 'the source' }));
}
