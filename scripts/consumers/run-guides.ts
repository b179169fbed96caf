import { hasSteps, readDocuments, tryDocuments, typeCheckGuides } from '../guides/index.ts';
import type { Expectation, Outcome } from '../harness/index.ts';
import type { Project } from './project.ts';

/** The documents whose blocks run in an empty project. The other ones have a test of their own. */
const DOCUMENTS = readDocuments().filter(({ testedBy }) => testedBy === undefined);

export const GUIDES: readonly Expectation[] = [
  { name: 'types', gives: [] },
  ...DOCUMENTS.filter(hasSteps).map(({ path }) => ({ name: path, gives: 'runs' })),
];

/** Compiles the code of all documents and runs them, each against its own emulator. */
export async function runGuides({ folder }: Project): Promise<Outcome[]> {
  const outcomes: Outcome[] = [{ name: 'types', value: typeCheckGuides(DOCUMENTS, folder) }];
  for await (const { path, error, durationMs } of tryDocuments(DOCUMENTS, folder)) {
    process.stderr.write(`  ${path}: ${(durationMs / 1_000).toFixed(1)} s\n`);
    outcomes.push(error === undefined ? { name: path, value: 'runs' } : { name: path, error });
  }
  return outcomes;
}
