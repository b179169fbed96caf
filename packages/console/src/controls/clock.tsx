import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatTime } from '../format/index.ts';
import { useSession } from '../session/index.ts';
import { Button, ErrorNote, SelectField, useAction } from '../ui/index.ts';

const STEPS = [
  [1000, '1 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [86_400_000, '1 day'],
] as const;

const SPEEDS = [
  ['1', 'real time'],
  ['60', 'a minute each second'],
  ['3600', 'an hour each second'],
] as const;

/** How often a running clock is advanced. */
const BEAT_MS = 250;

export function ClockCard(): JSX.Element {
  const { state, nowMs } = useSession();
  const isVirtual = state.clock.value.get('')?.kind === 'virtual';
  return (
    <section class="panel card" aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <p class="clock-time">{formatTime(nowMs.value)}</p>
      {isVirtual ? (
        <VirtualClock />
      ) : (
        <p class="muted">
          The emulator uses the system’s clock. To stop, step and speed up time, start it with --clock virtual, or with
          clock: 'virtual' in startEmulator.
        </p>
      )}
    </section>
  );
}

function VirtualClock(): JSX.Element {
  const { admin } = useSession();
  const { run, error } = useAction();
  const speed = useSignal('60');
  const isRunning = useSignal(false);
  useEffect(() => {
    if (!isRunning.value) return;
    let isStopped = false;
    const beat = async (): Promise<void> => {
      while (!isStopped) {
        if (!(await run(() => admin.advanceClock(BEAT_MS * Number(speed.peek()))))) isRunning.value = false;
        await new Promise((resolve) => setTimeout(resolve, BEAT_MS));
      }
    };
    void beat();
    return () => {
      isStopped = true;
    };
  }, [isRunning.value]);
  return (
    <>
      <div class="field-row">
        <SelectField
          label="Speed"
          value={speed.value}
          choices={SPEEDS}
          onChoose={(chosen) => {
            speed.value = chosen;
          }}
        />
        <Button
          kind="primary"
          icon={isRunning.value ? 'pause' : 'play'}
          onClick={() => {
            isRunning.value = !isRunning.value;
          }}
        >
          {isRunning.value ? 'Stop the clock' : 'Run the clock'}
        </Button>
      </div>
      <div class="actions">
        {STEPS.map(([ms, text]) => (
          <Button key={ms} icon="clock" onClick={() => void run(() => admin.advanceClock(ms))}>
            {`Step ${text}`}
          </Button>
        ))}
      </div>
      <p class="hint">The clock runs while this page is open.</p>
      {error.value && <ErrorNote text={error.value} />}
    </>
  );
}
