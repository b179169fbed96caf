const UNITS: readonly (readonly [name: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];

/** Formats a duration in its largest unit: `3 d`, `20 min`, `5 s`. */
export function formatSpan(ms: number): string {
  const [name, size] = UNITS.find(([, unit]) => Math.abs(ms) >= unit) ?? ['s', 1000];
  return `${Math.floor(Math.abs(ms) / size)} ${name}`;
}

/** Formats how long ago a moment was. */
export function formatAge(ms: number): string {
  return ms < 5000 ? 'just now' : `${formatSpan(ms)} ago`;
}

/** Formats a short duration: `0.4 ms`, `12 ms`, `1.20 s`. */
export function formatDuration(ms: number): string {
  if (ms >= 10_000) return formatSpan(ms);
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms > 0 && ms < 1 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** Formats a size: `29.3 MB`. */
export function formatBytes(bytes: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(names.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${names[power]}`;
}

/** Formats a moment in the reader's time zone: `2026-11-29 14:06:53`. */
export function formatTime(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** Hides the password of a connection URI. */
export function maskUri(uri: string): string {
  return uri.replace(/(?<=:\/\/[^:@/]*:)[^@/]+(?=@)/, '••••••••');
}
