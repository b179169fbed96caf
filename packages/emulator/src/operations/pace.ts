export type Speed = 'instant' | 'fast' | 'realistic';

/** How long an operation takes beside the work that it really does. */
export interface Pace {
  readonly runMs: number;
  /** Between `failed` and `error`. */
  readonly failedMs: number;
}

export const PACES: Readonly<Record<Speed, Pace>> = {
  instant: { runMs: 0, failedMs: 0 },
  fast: { runMs: 25, failedMs: 250 },
  realistic: { runMs: 800, failedMs: 5000 },
};
