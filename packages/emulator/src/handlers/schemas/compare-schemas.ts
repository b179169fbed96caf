import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

const CONTEXT_LINES = 3;

/** Returns the unified diff from one schema to the other, empty if they are equal. */
export function compareSchemas(databaseName: string, base: string, changed: string): string {
  if (base === changed) return '';
  const names = [`a/${databaseName}`, `b/${databaseName}`] as const;
  const options = { context: CONTEXT_LINES, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(...names, base, changed, undefined, undefined, options);
}
