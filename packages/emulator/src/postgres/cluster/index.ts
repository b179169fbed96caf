export { type Branch, createBranch } from './branch.ts';
export type { BranchHost } from './branch-host.ts';
export { createSettingsCheck } from './check-settings.ts';
export { createPastServer } from './past-server.ts';
export { createQueue, type Queue } from './queue.ts';
export { createAddressBook, netOptionsOf, type ServerAddress } from './server-address.ts';
export { serverEnvironment } from './server-environment.ts';
export { type ComputeServer, createStandby, type Standby } from './standby.ts';
export { ensureTemplate } from './template.ts';
