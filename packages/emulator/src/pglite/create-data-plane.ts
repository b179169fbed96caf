import { applyRole, createDatabase, readSchema, readTables } from '../branch-sql/index.ts';
import type { DataPlane, DataPlaneEvents } from '../data-plane/index.ts';
import { handleSql } from '../sql-over-http/index.ts';
import { changeDatabase, dropDatabaseOf, dropRoleOf, emptyBranch, fillBranch, readBranch } from './branch-content.ts';
import { createPgliteBranches, type PgliteBranches } from './branches.ts';
import { createPasswordCheck } from './check-password.ts';
import { createPgliteEndpoints, type PgliteEndpoints } from './endpoints.ts';
import { LACKS, refuseSettings } from './lacks.ts';
import { type PgliteDataPlaneOptions, resolvePgliteOptions } from './options.ts';
import { createSqlServer } from './sql-server.ts';
import { makeTemplate, openTemplate, type Template } from './template.ts';
import { packTemplate } from './template-file.ts';

/**
 * Creates a data plane on PGlite, which is Postgres in WebAssembly, for browsers, workers and Node: the option
 * `dataPlane` of an emulator. It begins to load PGlite at once.
 *
 * @throws TypeError for an unknown option or a value out of range
 */
export function createPgliteDataPlane(options: PgliteDataPlaneOptions = {}): (events: DataPlaneEvents) => DataPlane {
  const { create, pgVersion, maxAwake, template: given } = resolvePgliteOptions(options);
  return (events) => {
    const branches = createPgliteBranches({ create, maxAwake });
    const endpoints = createPgliteEndpoints(events, () => performance.now());
    const template = given
      ? Promise.resolve(given).then((file) => openTemplate(file, pgVersion))
      : makeTemplate(create, pgVersion);
    // The first branch reports the error.
    template.catch(() => {});
    const server = createSqlServer({ endpoints, findBranch: branches.find });
    return {
      kind: 'pglite',
      pgVersions: [pgVersion],
      howToGet: () => `PGlite has only Postgres ${pgVersion}. Omit pg_version.`,
      address: { host: 'localhost', port: undefined },
      lacks: LACKS,
      checkSettings: refuseSettings,
      serverless: { fetch: (request) => handleSql(request, server) },
      ...branchCalls(branches, endpoints, template),
      ...contentCalls(branches),
      ...endpointCalls(branches, endpoints),
      async stop() {
        for (const branchId of branches.list()) await branches.drop(branchId);
        await template.then(
          (made) => made.close(),
          () => {},
        );
      },
    };
  };
}

/**
 * Makes the file for the option `template`, about 2 MB: with it, the first project in a page does not wait for `initdb`.
 * Call it in a build, with the version of PGlite that the page uses.
 *
 * @throws TypeError for an unknown option or a value out of range
 */
export async function dumpPgliteTemplate(options: Omit<PgliteDataPlaneOptions, 'template'> = {}): Promise<Blob> {
  const { create, pgVersion } = resolvePgliteOptions(options);
  const template = await makeTemplate(create, pgVersion);
  try {
    return await packTemplate(template.snapshot, pgVersion);
  } finally {
    await template.close();
  }
}

function branchCalls(
  branches: PgliteBranches,
  endpoints: PgliteEndpoints,
  template: Promise<Template>,
): Pick<DataPlane, 'createBranch' | 'copyBranch' | 'replaceBranchData' | 'dropBranch' | 'listBranches'> {
  return {
    async createBranch({ branchId, roles, databases }) {
      const { snapshot, takeInstance } = await template;
      const branch = branches.add(branchId, { snapshot, instance: takeInstance() });
      await fillBranch(branch, roles, databases).catch(async (error: unknown) => {
        await branches.drop(branchId);
        throw error;
      });
    },
    async copyBranch({ branchId, parentId, schemaOnly = false }) {
      const branch = branches.add(branchId, { snapshot: await branches.find(parentId).copy() });
      if (!schemaOnly) return;
      await emptyBranch(branch).catch(async (error: unknown) => {
        await branches.drop(branchId);
        throw error;
      });
    },
    async replaceBranchData({ branchId, from, keepOldAs }) {
      if (keepOldAs !== undefined && branches.has(keepOldAs)) return;
      await branches.replace(branchId, { snapshot: await branches.find(from.branchId).copy() }, keepOldAs);
    },
    async dropBranch(branchId) {
      endpoints.closeAllOf(branchId);
      await branches.drop(branchId);
    },
    listBranches: branches.list,
  };
}

function contentCalls({
  find,
}: PgliteBranches): Pick<
  DataPlane,
  | 'applyRole'
  | 'dropRole'
  | 'createDatabase'
  | 'changeDatabase'
  | 'dropDatabase'
  | 'readSchema'
  | 'readTables'
  | 'readBranch'
> {
  const checkPassword = createPasswordCheck();
  return {
    applyRole: (branchId, role) => find(branchId).run((instance) => applyRole(instance, role)),
    dropRole: async (branchId, roleName) => dropRoleOf(find(branchId), roleName),
    createDatabase: (branchId, database) => find(branchId).run((instance) => createDatabase(instance, database)),
    changeDatabase: (branchId, name, to) => find(branchId).run((instance) => changeDatabase(instance, name, to)),
    dropDatabase: async (branchId, name) => dropDatabaseOf(find(branchId), name),
    readSchema: (branchId, name) => find(branchId).run(readSchema, name),
    readTables: (branchId, name) => find(branchId).run(readTables, name),
    readBranch: async (branchId, known = []) => readBranch(find(branchId), known, checkPassword),
  };
}

function endpointCalls(
  branches: PgliteBranches,
  endpoints: PgliteEndpoints,
): Pick<
  DataPlane,
  'announceEndpoint' | 'openEndpoint' | 'closeEndpoint' | 'startEndpoint' | 'suspendEndpoint' | 'readUsage'
> {
  return {
    async announceEndpoint(endpointId) {
      endpoints.announce(endpointId);
    },
    async openEndpoint(endpoint) {
      branches.find(endpoint.branchId);
      endpoints.open(endpoint);
    },
    async closeEndpoint(endpointId) {
      endpoints.close(endpointId);
    },
    async startEndpoint(endpointId) {
      await branches.find(endpoints.start(endpointId).branchId).run(async () => {});
    },
    async suspendEndpoint(endpointId) {
      const branchId = endpoints.suspend(endpointId);
      if (branchId !== undefined) await branches.find(branchId).sleep();
    },
    readUsage: endpoints.readUsage,
  };
}
