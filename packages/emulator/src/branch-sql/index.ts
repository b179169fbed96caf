export {
  changeDatabase,
  createDatabase,
  createFirstDatabases,
  dropDatabase,
  firstDatabaseSql,
  type ListedDatabase,
  listDatabases,
  whileOpen,
} from './databases.ts';
export { type Contents, type KeptRole, readContents, readCurrentLsn } from './read-contents.ts';
export { readSchema } from './read-schema.ts';
export { readTables } from './read-tables.ts';
export { removeRows } from './remove-rows.ts';
export {
  adoptPasswords,
  applyRole,
  disownRole,
  dropRole,
  groupSql,
  lockOutRole,
  readLogin,
  type StoredLogin,
} from './roles.ts';
export { quoteName, type SqlClient } from './sql-client.ts';
