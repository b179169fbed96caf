import { layoutTimeline, layoutTree, ROW_HEIGHT, Timeline, TreeLines } from '@neon-api/console/embed';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EmulatorView } from '../run/index.ts';

/** The branches of a project as a tree, and its operations over time, as in the emulator's console. */
export function EmulatorDrawing({
  view: { projectName, branches, operations },
}: {
  readonly view: EmulatorView;
}): JSX.Element {
  const [active, setActive] = useState<string | undefined>(undefined);
  const span = spanOf(operations);
  const nameOf = (id: string): string => branches.find((branch) => branch.id === id)?.name ?? (id || 'project');
  return (
    <div class="run-drawing">
      <p class="run-title">Branches of {projectName}</p>
      <ul class="run-tree">
        {layoutTree(branches).map((row) => (
          <li key={row.branch.id} style={{ height: `${ROW_HEIGHT}px` }}>
            <TreeLines row={row} kind={row.branch.current_state === 'ready' ? 'awake' : 'starting'} />
            <span>{row.branch.name}</span>
          </li>
        ))}
      </ul>
      <p class="run-title">Operations</p>
      <Timeline
        lanes={layoutTimeline(operations, span)}
        span={span}
        nameOf={nameOf}
        active={active}
        onActive={setActive}
      />
    </div>
  );
}

const SHORTEST_SPAN_MS = 1000;

function spanOf(operations: EmulatorView['operations']): { readonly fromMs: number; readonly toMs: number } {
  const starts = operations.map(({ created_at }) => Date.parse(created_at));
  const ends = operations.map(({ updated_at }) => Date.parse(updated_at));
  const fromMs = Math.min(...starts, Date.now());
  return { fromMs, toMs: Math.max(fromMs + SHORTEST_SPAN_MS, ...ends) };
}
