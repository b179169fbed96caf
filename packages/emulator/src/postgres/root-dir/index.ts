export { ensureAdminPassword } from './admin-password.ts';
export { dataDirOf, logFileOf, PARTIAL_SUFFIX } from './layout.ts';
export { LOOK_SUFFIX, NEXT_SUFFIX, OLD_SUFFIX, openRootDir, removeLeftovers } from './open-root-dir.ts';
export {
  giveToServer,
  giveToServerNow,
  isDirectory,
  isFile,
  isRoot,
  makeServerDir,
  replaceServerFile,
  serverUser,
  writeServerFile,
} from './server-user.ts';
export { makeSocketDir } from './socket-dir.ts';
export { createSpareDirs, type SpareDirs } from './spare-dirs.ts';
