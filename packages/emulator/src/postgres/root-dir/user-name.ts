import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isRoot, serverUser, UNPRIVILEGED_ID } from './server-user.ts';

/** Facts about the user who runs initdb, which requires a user name. */
export interface NameFacts {
  readonly uid: number | undefined;
  readonly hasName: boolean;
  /** Another user in /etc/passwd, except root. */
  readonly namedUid: number | undefined;
  /** Returns whether this user can map itself to that one in a user namespace. */
  readonly canMapTo: (uid: number) => boolean;
}

/**
 * Returns a command prefix that gives the user a name: empty, or one that maps the user to another one in a user
 * namespace. Files still belong to the user itself.
 *
 * @throws Error if the user has no name and a namespace cannot be created
 */
export function decideNaming({ uid, hasName, namedUid, canMapTo }: NameFacts): readonly string[] {
  if (hasName) return [];
  if (namedUid !== undefined && canMapTo(namedUid)) return mapTo(namedUid);
  throw new Error(
    `The user ${uid} has no entry in /etc/passwd, which Postgres needs to set up a database, and cannot create a user ` +
      'namespace instead. Add an entry, run as a user that has one (docker run --user node), ' +
      "or run without Postgres: --postgres off (postgres: 'off').",
  );
}

/** Calls `decideNaming` for the user who runs Postgres. */
export function nameServerUser(): readonly string[] {
  const hasName = hasUserName();
  return decideNaming({
    uid: isRoot() ? UNPRIVILEGED_ID : process.getuid?.(),
    hasName,
    namedUid: hasName ? undefined : findNamedUid(readPasswd()),
    canMapTo(uid) {
      const [command = '', ...args] = [...mapTo(uid), 'true'];
      return spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...serverUser() }).status === 0;
    },
  });
}

export function findNamedUid(passwd: string): number | undefined {
  const uids = [...passwd.matchAll(/^[^:#]+:[^:]*:(\d+):/gm)].map(([, uid]) => Number(uid));
  return uids.find((uid) => uid !== 0);
}

function mapTo(uid: number): string[] {
  return ['unshare', '--user', `--map-user=${uid}`, '--'];
}

function hasUserName(): boolean {
  if (isRoot()) {
    // Most systems list the user in this file; `id` also finds users from other sources, such as systemd.
    if (/^[^:]*:[^:]*:65534:/m.test(readPasswd())) return true;
    return spawnSync('id', ['-un', String(UNPRIVILEGED_ID)]).status === 0;
  }
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

/** Returns an empty text if the file does not exist, as in some images. */
function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
