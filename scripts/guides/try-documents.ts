import { chmodSync } from 'node:fs';
import { messageOf } from '@neon-api/ground';
import type { GuideDocument } from './documents.ts';
import { createReaderFolder } from './guide-project.ts';
import { planGuide } from './plan-guide.ts';
import { runGuide } from './run-guide.ts';

/** The result of one document: its error, or undefined if every block ran. */
export interface Tried {
  readonly path: string;
  readonly error: string | undefined;
  readonly durationMs: number;
}

/** Reports whether a document has a block that runs. */
export function hasSteps({ blocks }: GuideDocument): boolean {
  return planGuide(blocks).length > 0;
}

/** Runs the documents that have a step, one after another, each in its own folder of an installed project, with its own emulator. */
export async function* tryDocuments(documents: readonly GuideDocument[], project: string): AsyncGenerator<Tried> {
  // As root, the emulator runs Postgres as another user.
  chmodSync(project, 0o755);
  for (const document of documents.filter(hasSteps)) {
    const startedAt = performance.now();
    const error = await runGuide(document, createReaderFolder(project, document.path)).then(() => undefined, messageOf);
    yield { path: document.path, error, durationMs: performance.now() - startedAt };
  }
}
