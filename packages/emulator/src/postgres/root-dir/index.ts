export { dataDirOf, layoutOf, logFileOf, PARTIAL_SUFFIX, type RootLayout } from './layout.ts';
export { openRootDir, type RootDir, removeLeftovers } from './open-root-dir.ts';
export { giveToServer, isDirectory, isRoot, makeServerDir, serverUser } from './server-user.ts';
export { makeSocketDir } from './socket-dir.ts';
