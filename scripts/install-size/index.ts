export { type InstallSize, installSizeOf } from './install-size.ts';
export { packagesIn } from './packages-in.ts';
