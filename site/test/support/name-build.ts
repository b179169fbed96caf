import { randomUUID } from 'node:crypto';

/** Names the build that all test files of this run share. Vitest calls it once, before it starts the files. */
export function setup(): void {
  process.env.SITE_BUILD = randomUUID();
}
