import type { LiveSocket } from '../directory-lock/index.ts';
import { removeTree } from '../support/index.ts';
import {
  makeSocketDir,
  openRootDir,
  openServersSocket,
  type RootDir,
  removeLeftovers,
  removeServerPidFiles,
} from './root-dir/index.ts';
import { openSharedTemplates } from './shared-templates.ts';
import type { UndoList } from './undo-list.ts';
import { startWatchdog, stopStrays, type Watchdog } from './watchdog/index.ts';

interface FolderOptions {
  readonly rootDir: string;
  readonly temporary: boolean;
  readonly platform?: NodeJS.Platform;
}

/** The root folder, and the templates that its branches are copied from. */
export interface Folder extends RootDir {
  readonly templatesDir: string;
}

/** Opens the root folder for this emulator only. */
export async function openFolder({ rootDir, temporary }: FolderOptions, undo: UndoList): Promise<Folder> {
  // A permanent folder keeps its own template and password.
  const shared = temporary ? await openSharedTemplates() : undefined;
  const folder = await openRootDir(rootDir, shared?.adminPassword);
  const { layout, lock, adminPassword } = folder;
  if (temporary) undo.add(() => removeTree(layout.rootDir));
  undo.add(() => lock.release());
  const templatesDir = shared?.adminPassword === adminPassword ? shared.templatesDir : layout.templatesDir;
  return { ...folder, templatesDir };
}

/** System resources of the servers, and the watchdog that removes them even if this process is killed. */
export interface System {
  readonly serversSocket: LiveSocket | undefined;
  readonly socketDir: string | undefined;
  readonly watchdog: Watchdog;
}

/** Removes what an earlier emulator left running or half done, and starts the watchdog. */
export async function prepareSystem(
  { layout, lock }: Folder,
  { temporary, platform = process.platform }: FolderOptions,
  undo: UndoList,
): Promise<System> {
  await stopStrays(layout.branchesDir);
  const serversSocket = await openServersSocket(layout.rootDir, layout.serversSocket);
  undo.add(async () => serversSocket?.close());
  await removeServerPidFiles(layout);
  await removeLeftovers(layout);
  const socketDir = await makeSocketDir(platform);
  if (socketDir !== undefined) undo.add(() => removeTree(socketDir));
  const watchdog = await startWatchdog({
    rootDir: layout.rootDir,
    branchesDir: layout.branchesDir,
    lockFile: layout.lockFile,
    lockMark: lock.mark,
    socketDir: socketDir ?? null,
    temporary,
  });
  return { serversSocket, socketDir, watchdog };
}
