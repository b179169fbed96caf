import { ruleForbids } from '../../errors/index.ts';
import { utf8LengthOf } from '../../support/index.ts';
import { requirePathSegment } from '../common/index.ts';

const RESERVED_ROLES: readonly string[] = ['neon_superuser', 'cloud_admin', 'zenith_admin', 'public', 'none'];
const RESERVED_DATABASES: readonly string[] = ['postgres', 'template0', 'template1'];
/** Postgres truncates longer identifiers. */
const MAX_NAME_BYTES = 63;

export function checkRoleName(name: string): void {
  checkIdentifier('role', name);
  if (name.startsWith('pg_') || RESERVED_ROLES.includes(name)) throw ruleForbids(`role name "${name}" is reserved`);
}

export function checkDatabaseName(name: string): void {
  checkIdentifier('database', name);
  if (RESERVED_DATABASES.includes(name)) throw ruleForbids(`database name "${name}" is reserved`);
}

function checkIdentifier(kind: 'role' | 'database', name: string): void {
  const sizeBytes = utf8LengthOf(name);
  if (sizeBytes === 0) throw ruleForbids(`${kind} name must not be empty`);
  if (name.includes('\0')) throw ruleForbids(`${kind} name must not contain a null character`);
  requirePathSegment(`${kind} name`, name);
  if (sizeBytes > MAX_NAME_BYTES) {
    throw ruleForbids(`${kind} name must not exceed ${MAX_NAME_BYTES} bytes, but has ${sizeBytes}`);
  }
}
