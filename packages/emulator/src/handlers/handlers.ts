import * as branch from './branch-handlers.ts';
import { getConnectionURI } from './connection-uri-handler.ts';
import { createProjectBranch } from './create-branch.ts';
import * as database from './database-handlers.ts';
import * as endpoint from './endpoint-handlers.ts';
import * as endpointPower from './endpoint-power-handlers.ts';
import type { Handler } from './handler.ts';
import * as operation from './operation-handlers.ts';
import * as project from './project-handlers.ts';
import { getActiveRegions } from './regions.ts';
import * as role from './role-handlers.ts';
import * as user from './user-handlers.ts';

/** What is stateful, by operationId; every other operation of the contract answers 501. */
export const HANDLERS: ReadonlyMap<string, Handler<never, unknown>> = new Map<string, Handler<never, unknown>>(
  Object.entries({
    ...project,
    ...branch,
    createProjectBranch,
    ...endpoint,
    ...endpointPower,
    ...role,
    ...database,
    ...operation,
    getConnectionURI,
    getActiveRegions,
    ...user,
  }),
);
