export { makeFolders } from './make-folders.ts';
export { readPackageVersion } from './read-package-version.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
