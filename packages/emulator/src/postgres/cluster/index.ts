export { type Branch, type BranchHost, createBranch } from './branch.ts';
export { createQueue, type Queue } from './queue.ts';
export { createAddressBook, netOptionsOf, type ServerAddress } from './server-address.ts';
export { serverEnvironment } from './server-environment.ts';
export { ensureTemplate } from './template.ts';
