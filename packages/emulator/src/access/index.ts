export { authorize, type Call, canSeeProject } from './authorize.ts';
export type { Caller } from './caller.ts';
export { digestKey, findKey } from './find-key.ts';
