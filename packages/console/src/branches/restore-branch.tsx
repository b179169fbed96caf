import { restoreBranch } from '@neon-api/helpers';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { formatAge, formatTime } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { ActionDialog, notify, RadioField, TextField, TimeField } from '../ui/index.ts';
import type { BranchDialogProps } from './branch-props.ts';
import { readTime } from './branch-request.ts';
import { type HistoryWindow, historyWindow, toDateField } from './history-window.ts';

const POINTS = [
  ['time', 'A time'],
  ['lsn', 'An LSN'],
] as const;

export function RestoreBranch({ projectId, branch, onClose }: BranchDialogProps): JSX.Element {
  const { neon, state, nowMs } = useSession();
  const retention = state.project.value.get(projectId)?.history_retention_seconds;
  const span = useSignal(historyWindow(branch, retention, nowMs.peek())).value;
  const point = useSignal('time');
  const time = useSignal(toDateField(span.toMs));
  const lsn = useSignal('');
  return (
    <ActionDialog
      title={`Restore ${branch.name}`}
      action="Restore branch"
      danger
      onClose={onClose}
      onAct={async () => {
        const to = point.value === 'lsn' ? { lsn: lsn.value.trim() } : { timestamp: readTime(time.value) };
        const { backup } = await restoreBranch(neon, { projectId, branchId: branch.id, ...to });
        notify(`${branch.name} is restored. Its earlier state is in ${backup?.name ?? 'a new branch'}.`);
      }}
    >
      <p>
        <b>{branch.name}</b> returns to an earlier moment. A new branch keeps its present data. Its connection strings
        stay the same.
      </p>
      <RadioField legend="To" value={point} choices={POINTS}>
        {point.value === 'time' ? (
          <>
            <HistorySlider
              span={span}
              nowMs={nowMs.peek()}
              time={time.value}
              onChoose={(ms) => {
                time.value = toDateField(ms);
              }}
            />
            <TimeField label="Exact time" value={time} />
          </>
        ) : (
          <TextField label="LSN" value={lsn} placeholder="0/1DE2850" required />
        )}
      </RadioField>
    </ActionDialog>
  );
}

interface HistorySliderProps {
  readonly span: HistoryWindow;
  readonly nowMs: number;
  readonly time: string;
  readonly onChoose: (ms: number) => void;
}

function HistorySlider({ span, nowMs, time, onChoose }: HistorySliderProps): JSX.Element {
  const id = useId();
  const { fromMs, toMs } = span;
  const chosenMs = Number.isNaN(Date.parse(time)) ? toMs : Date.parse(time);
  return (
    <div class="field slider">
      <label for={id}>History</label>
      <output for={id}>
        {formatTime(chosenMs)} <span class="muted">{formatAge(nowMs - chosenMs)}</span>
      </output>
      <input
        id={id}
        type="range"
        min={fromMs}
        max={toMs}
        step={1000}
        value={chosenMs}
        aria-valuetext={`${formatTime(chosenMs)}, ${formatAge(nowMs - chosenMs)}`}
        onInput={({ currentTarget }) => onChoose(currentTarget.valueAsNumber)}
      />
      <div class="slider-ends muted">
        <span>{formatTime(fromMs)}</span>
        <span>now</span>
      </div>
    </div>
  );
}
