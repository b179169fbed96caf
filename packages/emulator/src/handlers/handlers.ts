import { apiKeyHandlers } from './api-keys/index.ts';
import { branchHandlers, recordedBranchHandlers } from './branches/index.ts';
import { bucketHandlers } from './buckets/index.ts';
import { consumptionHandlers } from './consumption/index.ts';
import { credentialHandlers } from './credentials/index.ts';
import { customDomainHandlers } from './custom-domains/index.ts';
import { dataApiHandlers } from './data-api/index.ts';
import { endpointHandlers } from './endpoints/index.ts';
import { functionHandlers } from './functions/index.ts';
import type { Handler, HandlerTable } from './handler.ts';
import { logHandlers } from './logs/index.ts';
import { neonAuthHandlers } from './neon-auth/index.ts';
import { operationHandlers } from './operations/index.ts';
import { organizationHandlers, recordedOrganizationHandlers } from './organizations/index.ts';
import { projectHandlers, recordedProjectHandlers } from './projects/index.ts';
import { roleAndDatabaseHandlers } from './roles-and-databases/index.ts';
import { schemaHandlers } from './schemas/index.ts';
import { snapshotHandlers } from './snapshots/index.ts';
import { triggerHandlers } from './triggers/index.ts';
import { userHandlers } from './users/index.ts';

/** `stateful`: later calls show the effect; `recorded`: the emulator stores and shows it, without any other effect. */
export type HandlerKind = 'stateful' | 'recorded';

const STATEFUL: HandlerTable = {
  ...apiKeyHandlers,
  ...branchHandlers,
  ...bucketHandlers,
  ...consumptionHandlers,
  ...credentialHandlers,
  ...endpointHandlers,
  ...logHandlers,
  ...operationHandlers,
  ...organizationHandlers,
  ...projectHandlers,
  ...roleAndDatabaseHandlers,
  ...schemaHandlers,
  ...snapshotHandlers,
  ...triggerHandlers,
  ...userHandlers,
};

const RECORDED: HandlerTable = {
  ...customDomainHandlers,
  ...dataApiHandlers,
  ...functionHandlers,
  ...neonAuthHandlers,
  ...recordedBranchHandlers,
  ...recordedOrganizationHandlers,
  ...recordedProjectHandlers,
};

/** Every operation that the emulator implements, by operationId. */
export const HANDLERS: ReadonlyMap<string, Handler<never, unknown>> = new Map([
  ...Object.entries(STATEFUL),
  ...Object.entries(RECORDED),
]);

export const HANDLER_KINDS: ReadonlyMap<string, HandlerKind> = new Map<string, HandlerKind>([
  ...Object.keys(STATEFUL).map((name) => [name, 'stateful'] as const),
  ...Object.keys(RECORDED).map((name) => [name, 'recorded'] as const),
]);
