import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';

/** Lets units that wait for their next attempt run at once, until the test ends. */
export function hurryRetries(pool: Pool): void {
  const hurry = `update neon_fleet_queue.job set start_after = now() where state = 'retry' and start_after > now()`;
  const timer = setInterval(() => void pool.query(hurry).catch(() => undefined), 100);
  onTestFinished(() => clearInterval(timer));
}
