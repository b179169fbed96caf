import type { JSX } from 'preact';

/** Outlines on a grid of 16 by 16. */
const PATHS = {
  branch: 'M5 3v10M5 9c0-3 6-1 6-5M11 4a1 1 0 1 0 0-.01M5 3a1 1 0 1 0 0-.01M5 13a1 1 0 1 0 0-.01',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  check: 'M3 8.5l3.2 3L13 4.5',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  'eye-off':
    'M2 2l12 12M6.5 4C7 3.6 7.500 3.500 8 3.500c4 0 6.500 4.500 6.500 4.500s-.8 1.500-2.200 2.800M4 5C2.400 6.300 1.500 8 1.500 8S4 12.500 8 12.500c1 0 2-.3 2.800-.7',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5 3v10M11 3v10',
  plus: 'M8 3v10M3 8h10',
  trash: 'M3 4.500h10M6.500 4.500V3h3v1.500M4.500 4.500l.6 8.500h5.800l.6-8.500',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.500 10.500L14 14',
  shield: 'M8 2l5 2v4c0 3-2.200 5-5 6-2.800-1-5-3-5-6V4z',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M9.500 3.500L5 8l4.500 4.500',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13 9.500A5.500 5.500 0 1 1 6.500 3 4.500 4.500 0 0 0 13 9.500z',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.500V8l2.500 1.500',
  diff: 'M5 3v4M3 5h4M3 12h4M10 3v10',
  history: 'M2.500 8a5.500 5.500 0 1 1 1.600 3.900M2.500 13v-3h3M8 5v3l2 1.500',
  table: 'M2.500 3h11v10h-11zM2.500 6.500h11M6.500 6.500V13',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; the element around it has the name. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
