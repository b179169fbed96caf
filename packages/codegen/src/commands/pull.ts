import { join } from 'node:path';
import { CONTRACT_FILE, facts, LOCK_FILE, type Lock, makeLock, serialise } from '../contract/index.ts';
import { writeFileAside } from '../output/index.ts';
import { readNpmSource } from '../source/index.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface PullOptions {
  /** The folder of the contract and its lock. */
  readonly specsDir: string;
}

/**
 * Reads Neon's document and writes the contract (its facts) and the lock (where they came from).
 * Nothing is written when the document cannot be expressed.
 */
export function pull({ specsDir }: PullOptions): Lock {
  const source = readNpmSource();
  const contract = facts(source.document);
  refuseViolations(contract);
  const contractText = serialise(contract);
  const lock = makeLock(source.origin, contract, contractText);
  writeFileAside(join(specsDir, CONTRACT_FILE), contractText);
  writeFileAside(join(specsDir, LOCK_FILE), serialise(lock));
  return lock;
}
