import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { IconButton } from './button.tsx';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'error';
}

const notices = signal<readonly Notice[]>([]);
const SHOWN_MS = 4000;
let latest = 0;

/** Shows a short message. An error stays until it is closed. */
export function notify(text: string, kind: Notice['kind'] = 'info'): void {
  latest += 1;
  const notice = { id: latest, text, kind };
  notices.value = [...notices.value.slice(-3), notice];
  if (kind === 'info') setTimeout(() => close(notice.id), SHOWN_MS);
}

function close(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

export function Notices(): JSX.Element {
  return (
    <section class="notices" aria-live="polite" aria-label="Messages">
      {notices.value.map(({ id, text, kind }) => (
        <div key={id} class={`notice ${kind}`}>
          <span>{text}</span>
          <IconButton icon="close" label="Close this message" onClick={() => close(id)} />
        </div>
      ))}
    </section>
  );
}
