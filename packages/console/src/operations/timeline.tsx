import type { JSX } from 'preact';
import { formatDuration, formatTime } from '../format/index.ts';
import { type Bar, isUnfinished, type Lane, type TimeSpan, ticksOf } from './layout-timeline.ts';

const LINE_HEIGHT = 18;
const LANE_PADDING = 14;

export interface TimelineProps {
  readonly lanes: readonly Lane[];
  readonly span: TimeSpan;
  readonly nameOf: (branchId: string) => string;
  /** The operation whose details are shown. */
  readonly active: string | undefined;
  readonly onActive: (operationId: string | undefined) => void;
}

export function Timeline({ lanes, span, nameOf, active, onActive }: TimelineProps): JSX.Element {
  const shown = lanes.flatMap(({ bars }) => bars).find(({ operation }) => operation.id === active);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable with the keyboard. */}
      <section class="timeline" tabIndex={0} aria-label="Operations by branch">
        <Ticks span={span} />
        {lanes.map((lane) => (
          <div class="lane" key={lane.branchId}>
            <span class="lane-name" title={nameOf(lane.branchId)}>
              {nameOf(lane.branchId)}
            </span>
            <div class="lane-bars" style={{ height: `${lane.lines * LINE_HEIGHT + LANE_PADDING}px` }}>
              {lane.bars.map((bar) => (
                <BarButton
                  key={bar.operation.id}
                  bar={bar}
                  isActive={bar.operation.id === active}
                  onActive={onActive}
                />
              ))}
            </div>
          </div>
        ))}
      </section>
      <p class="bar-details" aria-live="polite">
        {shown ? describe(shown) : <span class="muted">Point at a bar or focus it to see its details.</span>}
      </p>
    </>
  );
}

interface BarButtonProps {
  readonly bar: Bar;
  readonly isActive: boolean;
  readonly onActive: (operationId: string | undefined) => void;
}

function BarButton({ bar: { operation, start, width, line }, isActive, onActive }: BarButtonProps): JSX.Element {
  const show = (): void => onActive(operation.id);
  return (
    <button
      type="button"
      class={`bar ${kindOf(operation)} ${isActive ? 'active' : ''}`}
      style={{ left: `${start * 100}%`, width: `${width * 100}%`, top: `${line * LINE_HEIGHT + LANE_PADDING / 2}px` }}
      aria-label={`${operation.action}, ${operation.status}`}
      onMouseEnter={show}
      onFocus={show}
      onClick={show}
    />
  );
}

function kindOf(operation: Bar['operation']): string {
  if (isUnfinished(operation)) return 'running';
  return ['finished', 'skipped'].includes(operation.status) ? 'finished' : 'failed';
}

function describe({ operation }: Bar): JSX.Element {
  const { action, status, total_duration_ms, created_at, failures_count, error } = operation;
  return (
    <>
      <b>{action}</b> · {status} · {formatDuration(total_duration_ms)} · {formatTime(Date.parse(created_at))}
      {failures_count > 0 && ` · failed attempts: ${failures_count}`}
      {error && ` · ${error}`}
    </>
  );
}

function Ticks({ span }: { readonly span: TimeSpan }): JSX.Element {
  const length = span.toMs - span.fromMs;
  return (
    <div class="ticks" aria-hidden="true">
      <span class="lane-name" />
      <div class="tick-marks">
        {ticksOf(span).map((ms) => (
          <span key={ms} class="tick" style={{ left: `${((ms - span.fromMs) / length) * 100}%` }}>
            {formatTime(ms).slice(11)}
          </span>
        ))}
      </div>
    </div>
  );
}
