import {
  type DataPlane,
  type DataPlaneAddress,
  type DataPlaneKind,
  type DataPoint,
  parseLsn,
  type RoleSpec,
  type RoleState,
  type ServerlessDoor,
} from '../data-plane/index.ts';
import type { BranchAdmin, KeptRole, SchemaDump } from './admin/index.ts';
import type { Branches } from './branches.ts';
import type { Endpoints } from './endpoints.ts';
import { errorMessage } from './errors.ts';
import { createPasswordCheck, type EndpointHosts } from './proxy/index.ts';

export interface DataPlaneAdapterParts {
  readonly kind: DataPlaneKind;
  readonly pgVersions: readonly number[];
  readonly howToGet: (pgVersion: number) => string;
  readonly address: DataPlaneAddress;
  readonly branches: Branches;
  readonly endpoints: Endpoints;
  readonly hosts: EndpointHosts;
  readonly serverless: ServerlessDoor;
  readonly schemaDump: SchemaDump;
  /** The data directory that root branches of this version start as a copy of. */
  readonly templateFor: (majorVersion: number) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Puts the parts together as the door that the control plane knows. */
export function createDataPlaneAdapter(parts: DataPlaneAdapterParts): DataPlane {
  const { kind, pgVersions, howToGet, address, branches, endpoints, hosts, stop } = parts;
  const checkPassword = createPasswordCheck();
  const templates = new Map<number, Promise<string>>();

  /** Made once however many ask at once; asked for again after a failure. */
  function templateFor(majorVersion: number): Promise<string> {
    const made = templates.get(majorVersion) ?? parts.templateFor(majorVersion);
    templates.set(majorVersion, made);
    made.catch(() => templates.delete(majorVersion));
    return made;
  }

  type Work<Value> = (admin: BranchAdmin) => Promise<Value>;

  function administer<Value>(branchId: string, deed: string, work: Work<Value>): Promise<Value> {
    return visit(branchId, undefined, deed, work);
  }

  /** As the branch is, or was at a point. */
  async function visit<Value>(
    branchId: string,
    at: DataPoint | undefined,
    deed: string,
    work: Work<Value>,
  ): Promise<Value> {
    const done = at
      ? branches.lookAt(branchId, at, (copy) => copy.administer(work))
      : branches.find(branchId).administer(work);
    return done.catch((cause: unknown) => {
      throw new Error(`Branch ${branchId}: cannot ${deed}: ${errorMessage(cause)}`, { cause });
    });
  }

  async function describeRole({ verifier, ...role }: KeptRole, known: readonly RoleSpec[]): Promise<RoleState> {
    const password = known.find(({ name }) => name === role.name)?.password;
    return password === undefined ? role : { ...role, hasKnownPassword: await checkPassword(verifier, password) };
  }

  return {
    kind,
    pgVersions,
    howToGet,
    address,
    serverless: parts.serverless,
    createBranch: ({ branchId, pgVersion, roles, databases }) =>
      branches.add(branchId, async (branch) => {
        await branch.createFrom(await templateFor(pgVersion), (admin) => admin.fill(roles, databases));
      }),
    async copyBranch({ branchId, parentId, at, schemaOnly = false }) {
      const parent = branches.find(parentId);
      await branches.add(branchId, async (branch) => {
        await branch.createFromBranch(parent, at);
        if (!schemaOnly) return;
        await branch.administer((admin) => admin.removeRows());
        // A history with the parent's rows in it would bring them back.
        await branch.beginHistory(branches.newBaseDir(branchId));
      });
    },
    async replaceBranchData({ branchId, from, keepOldAs }) {
      const source = branches.find(from.branchId);
      await branches.replace(branchId, {
        fill: (branch) => branch.createFromBranch(source, from.at),
        keepOldAs,
        whileAway: (swap) => endpoints.whileAway(branchId, swap),
      });
    },
    async dropBranch(branchId) {
      for (const endpointId of endpoints.closeAllOf(branchId)) hosts.remove(endpointId);
      await branches.drop(branchId);
    },
    listBranches: branches.list,
    applyRole: (branchId, role) => administer(branchId, `set role ${role.name}`, (admin) => admin.applyRole(role)),
    dropRole: (branchId, name) => administer(branchId, `drop role ${name}`, (admin) => admin.dropRole(name)),
    createDatabase: (branchId, database) =>
      administer(branchId, `create database ${database.name}`, (admin) => admin.createDatabase(database)),
    changeDatabase: (branchId, name, to) =>
      administer(branchId, `change database ${name}`, (admin) => admin.changeDatabase(name, to)),
    dropDatabase: (branchId, name) =>
      administer(branchId, `drop database ${name}`, (admin) => admin.dropDatabase(name)),
    announceEndpoint: hosts.add,
    async openEndpoint(endpoint) {
      await endpoints.open(endpoint);
      await hosts.add(endpoint.endpointId);
    },
    async closeEndpoint(endpointId) {
      hosts.remove(endpointId);
      await endpoints.close(endpointId);
    },
    readSchema: (branchId, name, at) =>
      visit(branchId, at, `read the schema of ${name}`, (admin) => admin.readSchema(name, parts.schemaDump)),
    readTables: (branchId, name, at) =>
      visit(branchId, at, `read the tables of ${name}`, (admin) => admin.readTables(name)),
    findHistory: (branchId) => branches.find(branchId).findHistory(),
    async readBranch(branchId, known = []) {
      const { lsn, roles, ...contents } = await administer(branchId, 'look into it', (admin) => admin.readContents());
      const { lsn: beginning } = await branches.find(branchId).readBeginning();
      return {
        ...contents,
        roles: await Promise.all(roles.map((role) => describeRole(role, known))),
        log: { beginsAt: Number(parseLsn(beginning)), endsAt: Number(parseLsn(lsn)) },
      };
    },
    readUsage: endpoints.readUsage,
    startEndpoint: endpoints.start,
    suspendEndpoint: endpoints.suspend,
    stop,
  };
}
