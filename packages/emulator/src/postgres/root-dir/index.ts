export { ensureAdminPassword } from './admin-password.ts';
export { dataDirOf, logFileOf, PARTIAL_SUFFIX } from './layout.ts';
export { mirrorTree } from './mirror-tree.ts';
export {
  LOOK_SUFFIX,
  NEXT_SUFFIX,
  OLD_SUFFIX,
  openRootDir,
  type RootDir,
  removeLeftovers,
  removeServerPidFiles,
} from './open-root-dir.ts';
export { assertKeepsPermissions } from './permissions.ts';
export {
  type HeldFolder,
  holdFolder,
  openServerFile,
  readServerFile,
  replaceOwnFile,
  writeServerFile,
} from './server-files.ts';
export {
  giveFileToServer,
  giveToServer,
  isDirectory,
  isFile,
  isRoot,
  makeGuardedDir,
  makeServerDir,
  serverUser,
  UNPRIVILEGED_ID,
} from './server-user.ts';
export { openServersSocket } from './servers-socket.ts';
export { makeSocketDir } from './socket-dir.ts';
export { createSpareDirs, hasFreeSpace, type SpareDirs } from './spare-dirs.ts';
export { nameServerUser } from './user-name.ts';
