import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isRoot, serverUser, UNPRIVILEGED_ID } from './server-user.ts';

/** What initdb needs to know about its user, who must have a name. */
export interface NameFacts {
  readonly uid: number | undefined;
  readonly hasName: boolean;
  /** Another user of /etc/passwd, who is not root. */
  readonly namedUid: number | undefined;
  /** Whether this user may see itself as that one in a user namespace. */
  readonly canMapTo: (uid: number) => boolean;
}

/**
 * The words to put before a command line so that its user has a name: none, or those that map the user to another one in
 * a user namespace. Files stay those of the user itself.
 *
 * @throws Error when the user has no name and no namespace can be made.
 */
export function decideNaming({ uid, hasName, namedUid, canMapTo }: NameFacts): readonly string[] {
  if (hasName) return [];
  if (namedUid !== undefined && canMapTo(namedUid)) return mapTo(namedUid);
  throw new Error(
    `The user ${uid} has no entry in /etc/passwd, without which Postgres cannot set up a database, and this system lets ` +
      'it make no user namespace instead. Add an entry, run as a user that has one (docker run --user node), ' +
      "or leave Postgres out: --postgres off (postgres: 'off').",
  );
}

/** `decideNaming` for the user who runs Postgres here. */
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
    // Most systems have it in the file; where it comes from elsewhere, as from systemd, `id` knows.
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

/** Some images have no such file. */
function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
