export { readPackageVersion } from './read-package-version.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
