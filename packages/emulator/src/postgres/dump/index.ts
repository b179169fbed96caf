export { createSchemaDump } from './schema-dump.ts';
