import { messageOf } from '@neon-api/ground';
import type { KeptRole } from '../branch-sql/index.ts';
import {
  type DataPlane,
  type DataPlaneAddress,
  type DataPlaneKind,
  type DataPoint,
  parseLsn,
  type RoleSpec,
  type RoleState,
} from '../data-plane/index.ts';
import type { PortDataPlane, PortServerlessDoor, ServerTls } from '../listener/index.ts';
import type { BranchAdmin, SchemaDump } from './admin/index.ts';
import type { Branches } from './branches.ts';
import type { OwnPorts } from './direct/index.ts';
import type { Endpoints } from './endpoints.ts';
import { createPasswordCheck, type EndpointHosts } from './proxy/index.ts';

export interface DataPlaneAdapterParts {
  readonly kind: DataPlaneKind;
  readonly pgVersions: readonly number[];
  readonly howToGet: (pgVersion: number) => string;
  readonly address: DataPlaneAddress;
  readonly branches: Branches;
  readonly endpoints: Endpoints;
  readonly hosts: EndpointHosts;
  /** Undefined if only the emulator connects to the servers. */
  readonly ownPorts: OwnPorts | undefined;
  readonly serverless: PortServerlessDoor;
  readonly tls: ServerTls;
  readonly schemaDump: SchemaDump;
  /** Returns the data directory that root branches of this version are copied from. */
  readonly templateFor: (majorVersion: number) => Promise<string>;
  readonly checkSettings: NonNullable<DataPlane['checkSettings']>;
  readonly stop: () => Promise<void>;
}

/** Implements the control plane's interface with these parts. */
export function createDataPlaneAdapter(parts: DataPlaneAdapterParts): PortDataPlane {
  const { kind, pgVersions, howToGet, address, serverless, tls, checkSettings, stop } = parts;
  return {
    kind,
    pgVersions,
    howToGet,
    address,
    serverless,
    tls,
    checkSettings,
    ...branchCalls(parts),
    ...roleAndDatabaseCalls(parts),
    ...readingCalls(parts),
    ...endpointCalls(parts),
    stop,
  };
}

function branchCalls(
  parts: DataPlaneAdapterParts,
): Pick<DataPlane, 'createBranch' | 'copyBranch' | 'replaceBranchData' | 'dropBranch' | 'listBranches'> {
  const { branches, endpoints } = parts;
  const { forget } = places(parts);
  const templateFor = onceEach(parts.templateFor);
  return {
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
        // A restore from a history with the parent's rows would bring them back.
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
      for (const endpointId of await endpoints.closeAllOf(branchId)) forget(endpointId);
      await branches.drop(branchId);
    },
    listBranches: branches.list,
  };
}

/** Shares one call of `make` per version; retries after a failure. */
function onceEach(make: (majorVersion: number) => Promise<string>): (majorVersion: number) => Promise<string> {
  const made = new Map<number, Promise<string>>();
  return (majorVersion) => {
    const template = made.get(majorVersion) ?? make(majorVersion);
    made.set(majorVersion, template);
    template.catch(() => made.delete(majorVersion));
    return template;
  };
}

type Work<Value> = (admin: BranchAdmin) => Promise<Value>;

/** Runs `work` on a branch, or on a temporary copy of it as it was at a point. */
async function visit<Value>(
  branches: Branches,
  { branchId, at }: { readonly branchId: string; readonly at?: DataPoint | undefined },
  action: string,
  work: Work<Value>,
): Promise<Value> {
  const done = at
    ? branches.visitCopyAt(branchId, at, (copy) => copy.administer(work))
    : branches.find(branchId).administer(work);
  return done.catch((cause: unknown) => {
    throw new Error(`Branch ${branchId}: cannot ${action}: ${messageOf(cause)}`, { cause });
  });
}

function roleAndDatabaseCalls({
  branches,
}: DataPlaneAdapterParts): Pick<
  DataPlane,
  'applyRole' | 'dropRole' | 'createDatabase' | 'changeDatabase' | 'dropDatabase'
> {
  const administer = (branchId: string, action: string, work: Work<void>): Promise<void> =>
    visit(branches, { branchId }, action, work);
  return {
    applyRole: (branchId, role) => administer(branchId, `set role ${role.name}`, (admin) => admin.applyRole(role)),
    dropRole: (branchId, name) => administer(branchId, `drop role ${name}`, (admin) => admin.dropRole(name)),
    createDatabase: (branchId, database) =>
      administer(branchId, `create database ${database.name}`, (admin) => admin.createDatabase(database)),
    changeDatabase: (branchId, name, to) =>
      administer(branchId, `change database ${name}`, (admin) => admin.changeDatabase(name, to)),
    dropDatabase: (branchId, name) =>
      administer(branchId, `drop database ${name}`, (admin) => admin.dropDatabase(name)),
  };
}

/** Calls that read a branch from Postgres. */
function readingCalls({
  branches,
  schemaDump,
}: DataPlaneAdapterParts): Required<Pick<DataPlane, 'readSchema' | 'readTables' | 'findHistory' | 'readBranch'>> {
  const checkPassword = createPasswordCheck();

  async function describeRole({ verifier, ...role }: KeptRole, known: readonly RoleSpec[]): Promise<RoleState> {
    const password = known.find(({ name }) => name === role.name)?.password;
    return password === undefined ? role : { ...role, hasKnownPassword: await checkPassword(verifier, password) };
  }

  return {
    readSchema: (branchId, name, at) =>
      visit(branches, { branchId, at }, `read the schema of ${name}`, (admin) => admin.readSchema(name, schemaDump)),
    readTables: (branchId, name, at) =>
      visit(branches, { branchId, at }, `read the tables of ${name}`, (admin) => admin.readTables(name)),
    findHistory: (branchId) => branches.find(branchId).findHistory(),
    async readBranch(branchId, known = []) {
      const { lsn, roles, ...contents } = await visit(branches, { branchId }, 'read it', (admin) =>
        admin.readContents(),
      );
      const { lsn: beginning } = await branches.find(branchId).readBeginning();
      return {
        ...contents,
        roles: await Promise.all(roles.map((role) => describeRole(role, known))),
        log: { beginsAt: Number(parseLsn(beginning)), endsAt: Number(parseLsn(lsn)) },
      };
    },
  };
}

/** Where clients reach an endpoint. */
function places({ hosts, ownPorts }: DataPlaneAdapterParts): {
  readonly announce: (endpointId: string) => Promise<void>;
  readonly forget: (endpointId: string) => void;
} {
  return {
    async announce(endpointId) {
      // Before anything waits: the response to the call has the URI.
      ownPorts?.add(endpointId);
      await hosts.add(endpointId);
    },
    forget(endpointId) {
      ownPorts?.remove(endpointId);
      hosts.remove(endpointId);
    },
  };
}

function endpointCalls(
  parts: DataPlaneAdapterParts,
): Pick<
  DataPlane,
  | 'announceEndpoint'
  | 'applySettings'
  | 'openEndpoint'
  | 'closeEndpoint'
  | 'readUsage'
  | 'startEndpoint'
  | 'suspendEndpoint'
> {
  const { branches, endpoints } = parts;
  const { announce, forget } = places(parts);
  return {
    announceEndpoint: announce,
    applySettings: (branchId) => endpoints.whileAway(branchId, () => branches.find(branchId).halt()),
    async openEndpoint(endpoint) {
      await endpoints.open(endpoint);
      await announce(endpoint.endpointId);
    },
    async closeEndpoint(endpointId) {
      forget(endpointId);
      await endpoints.close(endpointId);
    },
    readUsage: endpoints.readUsage,
    startEndpoint: endpoints.start,
    suspendEndpoint: endpoints.suspend,
  };
}
