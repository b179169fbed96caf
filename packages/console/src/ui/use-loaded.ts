import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from './use-action.ts';

export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: Value }
  | { readonly kind: 'failed'; readonly message: string };

/** Loads a value when the keys change. An answer for earlier keys is dropped. */
export function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  keys: readonly unknown[],
): ReadonlySignal<Loaded<Value>> {
  const loaded = useSignal<Loaded<Value>>({ kind: 'loading' });
  useEffect(() => {
    const { signal, ...leaving } = newAbort();
    loaded.value = { kind: 'loading' };
    load(signal).then(
      (value) => {
        if (!signal.aborted) loaded.value = { kind: 'ready', value };
      },
      (error: unknown) => {
        if (!signal.aborted) loaded.value = { kind: 'failed', message: messageOf(error) };
      },
    );
    return leaving.abort;
  }, keys);
  return loaded;
}

function newAbort(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
