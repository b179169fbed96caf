import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_TENANT_SETTINGS } from '../../data-plane/index.ts';
import { removeTree, renameUnlessTaken } from '../../support/index.ts';
import { ADMIN_ROLE, templateSql, withAdmin } from '../admin/index.ts';
import type { PostgresBinaries } from '../binaries/index.ts';
import {
  assertKeepsPermissions,
  giveToServer,
  isDirectory,
  makeServerDir,
  nameServerUser,
  PARTIAL_SUFFIX,
  writeServerFile,
} from '../root-dir/index.ts';
import { readControlFile } from './control-file.ts';
import { isMap } from './copy-rules.ts';
import { removeLaterWal } from './copy-wal.ts';
import { runToEnd } from './run-to-end.ts';
import { createAddressBook } from './server-address.ts';
import { startServer } from './start-server.ts';
import { explainTemplateFailure } from './template-failure.ts';

const FIRST_VERSION_WITH_BUILTIN_LOCALES = 17;
const FIRST_VERSION_WITH_IO_WORKERS = 18;

const HBA = ['local', 'host'].flatMap((type) =>
  ['all', 'replication'].map((what) => `${type} ${what} all ${type === 'host' ? '127.0.0.1/32 ' : ''}scram-sha-256\n`),
);

export interface TemplateOptions {
  readonly templatesDir: string;
  readonly binaries: PostgresBinaries;
  readonly adminPassword: string;
}

/** Returns the data directory that root branches of this version are copied from; creates it once with initdb. */
export async function ensureTemplate(options: TemplateOptions): Promise<string> {
  const { templatesDir, binaries, adminPassword } = options;
  // Binaries of another build may have other locales and libraries.
  const build = createHash('sha256').update(binaries.postgres).digest('hex').slice(0, 8);
  const dir = join(templatesDir, `${binaries.majorVersion}-${build}`);
  if (await isDirectory(dir)) return dir;
  const naming = nameServerUser();
  await assertKeepsPermissions(templatesDir);
  // Another emulator may be creating it too, even with the same process id in another container.
  const tempPath = `${dir}.${randomBytes(6).toString('hex')}`;
  const partialDir = `${tempPath}${PARTIAL_SUFFIX}`;
  const passwordFile = `${tempPath}.password`;
  try {
    await writeFile(passwordFile, adminPassword, { mode: 0o600 });
    await giveToServer(passwordFile);
    await makeServerDir(partialDir);
    await runToEnd([...naming, binaries.initdb, ...initdbArgs(partialDir, passwordFile, binaries.majorVersion)]);
    writeServerFile(join(partialDir, 'pg_hba.conf'), HBA.join(''));
    if (binaries.launch === 'direct') await fillSingleUser(partialDir, options, naming);
    else await fillThroughServer(partialDir, options);
    await removeUnneededFiles(partialDir);
    await renameUnlessTaken(partialDir, dir);
    return dir;
  } catch (error) {
    throw explainTemplateFailure(error, templatesDir);
  } finally {
    await removeTree(partialDir);
    await rm(passwordFile, { force: true });
  }
}

/** Removes a quarter of the files, which a start does not need, because every branch would copy them. */
async function removeUnneededFiles(dataDir: string): Promise<void> {
  await removeLaterWal(dataDir, readControlFile(dataDir).lastSegment);
  for (const file of await readdir(join(dataDir, 'base'), { withFileTypes: true, recursive: true })) {
    if (file.isFile() && isMap(file.name)) await rm(join(file.parentPath, file.name));
  }
}

/** Fills the template in single-user mode, which saves the second that a server start takes. */
async function fillSingleUser(
  dataDir: string,
  { binaries }: TemplateOptions,
  naming: readonly string[],
): Promise<void> {
  const { postgres, majorVersion } = binaries;
  const single = ['--single', '-D', dataDir, '-c', 'exit_on_error=true', 'postgres'];
  await runToEnd([...naming, postgres, ...single], `${templateSql(majorVersion).join('\n')}\n`);
}

/** Fills the template through a server, because pg_ctl cannot start single-user mode. */
async function fillThroughServer(dataDir: string, { binaries, adminPassword }: TemplateOptions): Promise<void> {
  const logFile = `${dataDir}.log`;
  try {
    const server = await startServer({
      binaries,
      kind: 'primary',
      dataDir,
      logFile,
      address: await createAddressBook(undefined)(),
      adminPassword,
      tenant: NO_TENANT_SETTINGS,
      durable: false,
      platform: process.platform,
      log: () => {},
      onCrash: () => {},
    });
    try {
      await withAdmin(server.login, { work: 'fill branch' }, async (session) => {
        for (const statement of templateSql(binaries.majorVersion)) await session.query(statement);
      });
    } finally {
      await server.stop('clean');
    }
  } finally {
    await rm(logFile, { force: true });
  }
}

function initdbArgs(dataDir: string, passwordFile: string, majorVersion: number): string[] {
  const locale =
    majorVersion >= FIRST_VERSION_WITH_BUILTIN_LOCALES
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C'];
  // Saves three processes per running branch.
  const withoutWorkers = majorVersion >= FIRST_VERSION_WITH_IO_WORKERS ? ['--set', 'io_method=sync'] : [];
  // Small log segments, because every copy of a branch includes at least one.
  const small = ['--wal-segsize=1', '--no-sync'];
  // Reports damaged pages as errors instead of returning wrong rows. The default since Postgres 18.
  const verified = ['--data-checksums'];
  return [
    '-D',
    dataDir,
    '-U',
    ADMIN_ROLE,
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    ...locale,
    ...withoutWorkers,
    ...small,
    ...verified,
  ];
}
