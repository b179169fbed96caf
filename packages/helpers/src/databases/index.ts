export { type EnsureDatabaseOptions, ensureDatabase } from './ensure-database.ts';
export { type FindDatabaseOptions, findDatabase } from './find-database.ts';
