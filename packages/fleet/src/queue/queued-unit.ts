import { createHash } from 'node:crypto';
import type { OpenUnit } from '../store/index.ts';

/** What the queue has of a unit. The rest is in the store. */
export type QueuedUnit = Pick<OpenUnit, 'key' | 'generation'>;

/** The lowest priority in pg-boss. */
const MIN_PRIORITY = -(2 ** 31);

/** Returns the same UUID for the same unit and generation, so that the queue has it once. */
export function queueIdOf(queue: string, { key, generation }: QueuedUnit): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([queue, key, generation]))
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * Returns the priority of a unit in pg-boss: earlier units go first. Without it, pg-boss puts a unit that is retried
 * behind all others that were added with it, so the unit of a dead worker waits until a large job is almost over.
 */
export function priorityOf(position: number): number {
  return Math.max(MIN_PRIORITY, -position);
}
