const CONTEXT_LINES = 3;

/** Returns the unified diff from one schema to the other, empty if they are equal. */
export async function compareSchemas(databaseName: string, base: string, changed: string): Promise<string> {
  if (base === changed) return '';
  // Imported for the first comparison, so that the emulator starts without it.
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const names = [`a/${databaseName}`, `b/${databaseName}`] as const;
  const options = { context: CONTEXT_LINES, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(...names, base, changed, undefined, undefined, options);
}
