import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Target } from '../run/index.ts';
import { createEditor, type Editor } from './editor.ts';
import { EmulatorDrawing } from './emulator-drawing.tsx';
import { TargetFields } from './target-fields.tsx';
import { useWorker } from './use-worker.ts';

export interface PanelProps {
  readonly code: string;
  readonly onClose: () => void;
}

/** An editable program, its output, and the emulator that it runs on. Runs once when it is opened. */
export function Panel({ code, onClose }: PanelProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const [target, setTarget] = useState<Target>({ kind: 'emulator' });
  const { state, run, renew } = useWorker();
  const start = (): void => run({ code: editor.current?.text() ?? code, target });
  const latest = useRef(start);
  latest.current = start;
  useEffect(() => {
    if (host.current) editor.current = createEditor(host.current, { text: code, onRun: () => latest.current() });
    latest.current();
    return () => editor.current?.destroy();
  }, [code]);
  return (
    <section class="run-panel" aria-label="Run the example">
      <div class="run-editor" ref={host} />
      <div class="run-actions">
        <button type="button" class="run-primary" onClick={start} disabled={state.isRunning}>
          {state.isRunning ? 'Running…' : 'Run again'}
        </button>
        <button type="button" onClick={renew} title="Ends the program and forgets all data">
          New emulator
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
        <TargetFields target={target} onChange={setTarget} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable with the keyboard. */}
      <pre class="run-output" role="log" aria-label="Output" tabIndex={0}>
        {state.output.join('\n')}
        {state.error !== undefined && (
          <span class="run-error">{`${state.output.length > 0 ? '\n' : ''}${state.error}`}</span>
        )}
      </pre>
      <p class="run-status" aria-live="polite">
        {state.tookMs === undefined
          ? ''
          : `${state.error === undefined ? 'Finished' : 'Failed'} after ${Math.round(state.tookMs)} ms.`}
      </p>
      {state.view && <EmulatorDrawing view={state.view} />}
    </section>
  );
}
