import type { JSX } from 'preact';
import type { ComputeKind } from './describe-compute.ts';
import type { TreeRow } from './layout-tree.ts';

export const ROW_HEIGHT = 44;
const STEP = 22;
const MIDDLE = ROW_HEIGHT / 2;
/** Deeper levels are drawn at this level, so that names stay in view. */
const DEEPEST_DRAWN = 12;

const x = (level: number): number => level * STEP + 11;

/** The lines from the parents to a branch, and the branch's dot. */
export function TreeLines({ row, kind }: { readonly row: TreeRow; readonly kind: ComputeKind }): JSX.Element {
  const hidden = Math.max(0, row.level - DEEPEST_DRAWN);
  const level = row.level - hidden;
  const passing = row.lines.slice(hidden).map((continues, index) => (continues ? `M${x(index)} 0v${ROW_HEIGHT}` : ''));
  const toParent =
    level === 0
      ? ''
      : `M${x(level - 1)} 0V${MIDDLE - 8}q0 8 8 8H${x(level)}${row.isLast ? '' : `M${x(level - 1)} 0V${ROW_HEIGHT}`}`;
  const toChildren = row.hasChildren && hidden === 0 ? `M${x(level)} ${MIDDLE}V${ROW_HEIGHT}` : '';
  const width = (level + 1) * STEP;
  return (
    <svg
      class={`tree-lines ${kind}`}
      width={width}
      height={ROW_HEIGHT}
      viewBox={`0 0 ${width} ${ROW_HEIGHT}`}
      aria-hidden="true"
    >
      <path d={[...passing, toParent, toChildren].join('')} />
      <circle cx={x(level)} cy={MIDDLE} r="5" />
    </svg>
  );
}
