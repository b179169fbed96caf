export { makeFolders } from './make-folders.ts';
export { readPackageVersion } from './read-package-version.ts';
