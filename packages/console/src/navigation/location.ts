import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { parseRoute, type Route } from './route.ts';

const fragment = signal(globalThis.location?.hash ?? '');
globalThis.addEventListener?.('hashchange', () => {
  fragment.value = globalThis.location.hash;
});

/** The view that the address names. */
export const route: ReadonlySignal<Route> = computed(() => parseRoute(fragment.value));

export function goTo(link: string): void {
  globalThis.location.hash = link;
}
