export { dataDirOf, logFileOf, PARTIAL_SUFFIX } from './layout.ts';
export { NEXT_SUFFIX, OLD_SUFFIX, openRootDir, removeLeftovers } from './open-root-dir.ts';
export { giveToServer, isDirectory, isRoot, replaceServerFile, serverUser, writeServerFile } from './server-user.ts';
export { makeSocketDir } from './socket-dir.ts';
