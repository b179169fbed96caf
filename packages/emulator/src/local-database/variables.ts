import type { Emulator } from '../start/index.ts';
import type { LocalDatabase } from './open-database.ts';

/** The name of the project if none is given. */
export const DEFAULT_PROJECT = 'local';

/**
 * Returns the variables that applications read, as Neon's integrations set them: pooled and direct
 * (https://neon.com/faqs/find-database-url-neon).
 */
export function databaseVariables({ pooledUri, directUri }: LocalDatabase): Record<string, string> {
  return { DATABASE_URL: pooledUri, DATABASE_URL_UNPOOLED: directUri };
}

/** Returns the variables of a program that uses the database and Neon's API: our client and command read them. */
export function emulatorVariables(
  { apiUrl, apiKey, orgId }: Emulator,
  database: LocalDatabase,
): Record<string, string> {
  return {
    ...databaseVariables(database),
    NEON_API_BASE_URL: apiUrl,
    NEON_API_KEY: apiKey,
    NEON_ORG_ID: orgId,
    NEON_PROJECT_ID: database.projectId,
  };
}
