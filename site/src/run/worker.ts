import type { RunEvent, RunRequest } from './protocol.ts';
import { readView } from './read-view.ts';
import { createRunner } from './run-program.ts';

/** How often the page sees the emulator while a program runs. */
const VIEW_EVERY_MS = 250;

/** The build of the site writes this file: see `src/postgres-template.ts`. */
const TEMPLATE = new URL('../../generated/postgres-template.bin', import.meta.url);

const runner = createRunner(readTemplate);
const post = (event: RunEvent): void => self.postMessage(event);

self.addEventListener('message', ({ data }: MessageEvent<RunRequest>) => {
  void answer(data);
});

async function readTemplate(): Promise<Blob> {
  const response = await fetch(TEMPLATE);
  if (!response.ok)
    throw new Error(`Postgres cannot be loaded: the page's host answers ${response.status}. Reload the page.`);
  return response.blob();
}

async function answer({ code, target }: RunRequest): Promise<void> {
  const startedAt = performance.now();
  const timer = setInterval(() => void showView(), VIEW_EVERY_MS);
  let error: string | undefined;
  try {
    await runner.run({ code, target, onOutput: (text) => post({ kind: 'output', text }) });
  } catch (thrown) {
    error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  }
  clearInterval(timer);
  if (target.kind === 'emulator') await showView();
  post({ kind: 'end', error, tookMs: performance.now() - startedAt });
}

async function showView(): Promise<void> {
  const view = runner.current && (await readView(runner.current.emulator));
  if (view) post({ kind: 'view', view });
}
