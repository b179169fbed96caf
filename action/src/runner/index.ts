export { type Access, decideAccess } from './decide-access.ts';
export { type PullRequest, type RunnerEvent, readEvent } from './read-event.ts';
export { createRunner, type Runner } from './runner.ts';
