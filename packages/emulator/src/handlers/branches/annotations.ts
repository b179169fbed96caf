import type { AnnotationData } from '@neon-api/types';
import type { BranchRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

export function annotate(
  { clock }: HandlerContext,
  record: BranchRecord,
  value: Readonly<Record<string, string>> | undefined,
): void {
  if (!value) return;
  const now = timestampOf(clock);
  record.annotation = { object: objectOf(record), value: { ...value }, created_at: now, updated_at: now };
}

/** Returns the branch's annotation, or an empty one. */
export function showAnnotation(record: BranchRecord): AnnotationData {
  return record.annotation ?? { object: objectOf(record), value: {} };
}

function objectOf({ branch }: BranchRecord): AnnotationData['object'] {
  return { type: 'console/branch', id: branch.id };
}
