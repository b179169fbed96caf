export type Speed = 'instant' | 'fast' | 'realistic';

/** The time that an operation takes in addition to its real work. */
export interface Pace {
  readonly runMs: number;
  /** The delay before the first retry; doubled each time. */
  readonly failedMs: number;
}

export const PACES: Readonly<Record<Speed, Pace>> = {
  instant: { runMs: 0, failedMs: 0 },
  fast: { runMs: 25, failedMs: 100 },
  realistic: { runMs: 800, failedMs: 5000 },
};

/** Returns the pace of a speed. A number divides the realistic times: 10 is ten times as fast as Neon. */
export function paceOf(speed: Speed | number): Pace {
  if (typeof speed === 'string') return PACES[speed];
  const { runMs, failedMs } = PACES.realistic;
  return { runMs: runMs / speed, failedMs: failedMs / speed };
}
