export { dataDirOf, logFileOf, PARTIAL_SUFFIX } from './layout.ts';
export { openRootDir, removeLeftovers } from './open-root-dir.ts';
export { giveToServer, isDirectory, isRoot, serverUser } from './server-user.ts';
export { makeSocketDir } from './socket-dir.ts';
