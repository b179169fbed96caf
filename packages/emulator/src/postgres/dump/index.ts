export { findPgDumps } from './find-pg-dump.ts';
export { createSchemaDump } from './schema-dump.ts';
