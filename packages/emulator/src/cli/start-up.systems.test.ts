import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CreatedProject, createApi, settle } from '../../test/support/api.ts';
import { mountSmallDisk } from '../../test/support/small-disk.ts';
import { CLI, expectOneSentence, runToFailure, whileStarted } from '../../test/support/start-command.ts';
import {
  asNameless,
  canMakeMounts,
  canMapNameless,
  isRootOnLinux,
  NAMELESS,
  testAllSystems,
  withOwnMounts,
} from '../../test/support/systems.ts';

const START = [process.execPath, CLI, '--port', '0', '--json', '--speed', 'instant', '--postgres', 'embedded'] as const;
/** Root's cache folder is in /var/tmp. */
const EMPTY_VAR_TMP = 'mount -t tmpfs tmpfs /var/tmp';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-systems-'));
  chmodSync(dir, 0o755);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Creates a project and returns the final statuses of its operations. */
async function createFirstProject(firstLine: string): Promise<string[]> {
  const api = createApi(JSON.parse(firstLine) as { apiUrl: string; apiKey: string });
  const { body } = await api.post<CreatedProject>('/projects', { project: {} });
  await settle(api, body.project.id);
  const path = `/projects/${body.project.id}/operations`;
  const { operations } = (await api.get<{ operations: { status: string }[] }>(path)).body;
  return [...new Set(operations.map(({ status }) => status))];
}

describe.skipIf(!canMakeMounts())('as root, which runs Postgres as another user', () => {
  test('a first start under umask 077 is ready for a project', async () => {
    const commandLine = withOwnMounts(`${EMPTY_VAR_TMP} && umask 077`, ...START);
    expect(await whileStarted({}, commandLine, createFirstProject)).toEqual(['finished']);
  });

  test('a data directory in new folders under umask 077 is ready for a project', async () => {
    const dataDir = join(dir, 'new', 'below', 'new');
    const commandLine = ['sh', '-c', 'umask 077 && exec "$0" "$@"', ...START, '--data-dir', dataDir] as const;
    expect(await whileStarted({}, commandLine, createFirstProject)).toEqual(['finished']);
  });

  testAllSystems('a cache folder that an earlier start under umask 077 left inaccessible is repaired', async () => {
    const broken = 'mkdir -m 700 /var/tmp/neon-emulator /var/tmp/neon-emulator/templates-2';
    const commandLine = withOwnMounts(`${EMPTY_VAR_TMP} && ${broken}`, ...START);
    expect(await whileStarted({}, commandLine, createFirstProject)).toEqual(['finished']);
  });

  testAllSystems('the error for a cache folder that is mounted noexec names the folder', () => {
    expectOneSentence(
      runToFailure({}, ...withOwnMounts('mount -t tmpfs -o noexec tmpfs /var/tmp', ...START)),
      /Permission denied to run \/var\/tmp\/neon-emulator\/\S+ \(EACCES\)\..*noexec/,
    );
  });

  testAllSystems('a cache folder that cannot be created falls back to the temporary directory', async () => {
    const commandLine = withOwnMounts(`${EMPTY_VAR_TMP} && mount -o remount,ro /var/tmp`, ...START);
    expect(await whileStarted({ TMPDIR: dir }, commandLine, createFirstProject)).toEqual(['finished']);
  });

  test.each([
    [
      'setuid',
      ['setpriv', '--bounding-set=-setuid', '--inh-caps=-all'],
      /not allowed to switch .* \(EPERM\)\. .*--cap-add SETUID/,
    ],
    ['chown', ['setpriv', '--bounding-set=-chown', '--inh-caps=-all'], /cannot give files below .*--cap-add CHOWN/],
    [
      'other user ids',
      ['unshare', '--user', '--map-root-user'],
      /not allowed to switch .* \(EINVAL\)\. .*rootless container/,
    ],
  ])('a start in a container without %s says what to allow', (_, [command = '', ...args], message) => {
    expectOneSentence(runToFailure({}, command, ...args, ...START), message);
  });

  test('a system Postgres that cannot be run is not reported as missing', () => {
    const binDir = join(dir, 'bin');
    mkdirSync(binDir);
    writeFileSync(join(binDir, 'postgres'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const withoutSetuid = ['setpriv', '--bounding-set=-setuid', '--inh-caps=-all'] as const;
    const path = `${binDir}:${process.env.PATH}`;
    const failed = runToFailure({ PATH: path }, ...withoutSetuid, ...START, '--postgres', 'system');
    expectOneSentence(failed, /No system Postgres can be used: /);
  });

  test('a start without disk space for a first database fails and names the disk', () => {
    const disk = mountSmallDisk('24m');
    if (!disk) throw new Error('The disk cannot be mounted.');
    try {
      chmodSync(disk.dir, 0o755);
      const [command, ...args] = START;
      expectOneSentence(
        runToFailure({}, command, ...args, '--data-dir', join(disk.dir, 'data')),
        new RegExp(`The disk that holds ${disk.dir}/\\S+ is full. Free some space`),
      );
    } finally {
      disk.unmount();
    }
  });

  testAllSystems('a start with a passwd that lacks the unprivileged user is ready for a project', async () => {
    const passwd = readFileSync('/etc/passwd', 'utf8');
    writeFileSync(join(dir, 'passwd'), passwd.replaceAll(/^.*:65534:.*\n/gm, ''));
    // Without this, systemd would resolve the user.
    writeFileSync(join(dir, 'nsswitch.conf'), 'passwd: files\n');
    const binds = ['passwd', 'nsswitch.conf'].map((name) => `mount --bind ${join(dir, name)} /etc/${name}`);
    const mounts = [...binds, EMPTY_VAR_TMP].join(' && ');
    expect(await whileStarted({}, withOwnMounts(mounts, ...START), createFirstProject)).toEqual(['finished']);
  });
});

describe.skipIf(!isRootOnLinux)('as a user without an entry in passwd', () => {
  // As in a container, the user has no home directory either.
  const env = (): NodeJS.ProcessEnv => ({ HOME: '/nonexistent', TMPDIR: dir });
  beforeEach(() => chownSync(dir, NAMELESS, NAMELESS));

  test('a start without user namespaces fails and says what to do', () => {
    expectOneSentence(
      runToFailure({ ...env(), PATH: '/nowhere' }, ...asNameless(...START)),
      /The user 1234 has no entry in \/etc\/passwd, .*run as a user that has one.*--postgres off/,
    );
  });

  test('a start without Postgres succeeds', async () => {
    const line = await whileStarted(env(), asNameless(...START, '--postgres', 'off'), (first) => first);
    expect(line).toContain('"apiUrl"');
  });

  test.skipIf(!canMapNameless())('a start with user namespaces is ready for a project', async () => {
    expect(await whileStarted(env(), asNameless(...START), createFirstProject)).toEqual(['finished']);
  });

  testAllSystems('a user name is needed only until the first database is created', async (context) => {
    if (!canMapNameless()) return context.skip('This user cannot create user namespaces.');
    const commandLine = asNameless(...START, '--data-dir', join(dir, 'data'));
    await whileStarted(env(), commandLine, () => {});
    const later = whileStarted({ ...env(), PATH: '/nowhere' }, commandLine, createFirstProject);
    expect(await later).toEqual(['finished']);
  });
});
