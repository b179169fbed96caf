export { type LiveSocket, listenAt, probeSocket } from './live-socket.ts';
export { type DirectoryLock, lockDirectory } from './lock-directory.ts';
