import type { ContractOperation } from '../contract/index.ts';
import { HANDLER_KINDS, type HandlerKind } from '../handlers/index.ts';

export interface CoverageRow {
  readonly tag: string;
  readonly operationId: string;
  readonly route: string;
  readonly kind: HandlerKind | '501';
  readonly isFromTypes: boolean;
  /** The newer package that no longer has the operation. */
  readonly absentFrom: string | undefined;
}

/** Tag of operations that were read from types, which have no tags. */
export const NEWER_TAG = 'Newer operations';

/** Lists how the emulator handles each operation of the contract, sorted by tag and name. */
export function listCoverage(operations: readonly ContractOperation[]): CoverageRow[] {
  return operations
    .map(({ tags, operationId, method, path, isFromTypes, absentFrom }) => ({
      tag: isFromTypes ? NEWER_TAG : (tags[0] ?? ''),
      operationId,
      route: `${method} ${path}`,
      kind: HANDLER_KINDS.get(operationId) ?? ('501' as const),
      isFromTypes,
      absentFrom,
    }))
    .sort((a, b) => compare(a.tag, b.tag) || compare(a.operationId, b.operationId));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
