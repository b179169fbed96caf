import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Result } from './measurements/index.ts';

/** The file that the documentation site plots. It is in git: measuring takes an hour. */
export const RESULTS_PATH: string = fileURLToPath(new URL('../results.json', import.meta.url));

/** Where and how a result was measured. */
export interface Circumstances {
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  /** Measurements per figure. Fewer than 5 make a short run, whose figures are rough. */
  readonly rounds: number;
}

/** A result with its circumstances, as the file holds it. */
export type RecordedResult = Result & { readonly circumstances: Circumstances };

export function describeCircumstances(rounds: number, now: Date): Circumstances {
  const [first] = cpus();
  return {
    measuredAt: now.toISOString(),
    node: process.version,
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    rounds,
  };
}

/** Replaces the results of the same measurements in the file, and keeps the others. */
export function writeResults(results: readonly Result[], circumstances: Circumstances): void {
  const before = existsSync(RESULTS_PATH)
    ? (JSON.parse(readFileSync(RESULTS_PATH, 'utf8')) as { readonly results: readonly RecordedResult[] }).results
    : [];
  const merged = mergeResults(
    before,
    results.map((result) => ({ ...result, circumstances })),
  );
  writeFileSync(RESULTS_PATH, `${JSON.stringify({ results: merged }, undefined, 2)}\n`);
}

/** Returns the results with the new ones in the places of older ones of the same name. */
function mergeResults<One extends { readonly name: string }>(before: readonly One[], added: readonly One[]): One[] {
  const byName = new Map([...before, ...added].map((result) => [result.name, result]));
  return [...byName.values()];
}
