import { readFileSync } from 'node:fs';
import { messageOf } from '@neon-api/ground';
import { EmulatorUsageError } from '../errors/index.ts';
import type { Seed } from './seed.ts';

export function readSeedFile(path: string): Seed {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Seed;
  } catch (error) {
    throw new EmulatorUsageError(`Cannot read the seed file ${path}: ${messageOf(error)}.`);
  }
}
