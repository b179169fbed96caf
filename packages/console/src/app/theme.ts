import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';

type Theme = 'light' | 'dark';

const STORED_AS = 'neon-emulator-theme';
const chosen = signal<Theme | undefined>(undefined);
const prefersDark = signal(false);

/** Whether the page is dark: the reader's choice, else what the system prefers. */
export const isDark: ReadonlySignal<boolean> = computed(() =>
  chosen.value === undefined ? prefersDark.value : chosen.value === 'dark',
);

export function toggleTheme(): void {
  chosen.value = isDark.peek() ? 'light' : 'dark';
  localStorage.setItem(STORED_AS, chosen.value);
}

/** Applies the theme to the page from now on. */
export function applyTheme(page: Window): void {
  const query = page.matchMedia('(prefers-color-scheme: dark)');
  prefersDark.value = query.matches;
  query.addEventListener('change', ({ matches }) => {
    prefersDark.value = matches;
  });
  const stored = page.localStorage.getItem(STORED_AS);
  if (stored === 'light' || stored === 'dark') chosen.value = stored;
  effect(() => {
    page.document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light';
  });
}
