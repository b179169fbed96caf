import type { NeonClient } from '@neon-api/client';
import type { GitHub } from './github.ts';
import type { Settings } from './settings.ts';

export interface Context {
  readonly neon: NeonClient;
  readonly github: GitHub;
  readonly settings: Settings;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
