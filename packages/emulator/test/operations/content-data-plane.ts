import {
  type BranchHistory,
  type DataPlane,
  type DataPoint,
  formatLsn,
  parseLsn,
  type RoleSpec,
} from '../../src/data-plane/index.ts';
import { createFakeDataPlane } from '../support/fake-data-plane.ts';

interface Content {
  readonly roles: ReadonlyMap<string, string | undefined>;
  readonly databases: ReadonlyMap<string, string>;
  readonly rows: readonly number[];
}

/** The contents of a branch from each LSN on. Its history begins at the first. */
type Versions = readonly (readonly [lsn: bigint, content: Content])[];

/** An in-memory data plane with the present and past contents of branches, and their open and running endpoints. */
export interface ContentDataPlane extends DataPlane {
  write(branchId: string, row: number): void;
  readRows(branchId: string): readonly number[];
  /** The branch of each open endpoint. */
  readonly open: ReadonlyMap<string, string>;
  readonly running: ReadonlySet<string>;
}

export function createContentDataPlane(): ContentDataPlane {
  const contents = createContents();
  const { closeAllOf, ...endpoints } = createEndpointCalls(contents);
  return {
    ...createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} }),
    ...createBranchCalls(contents, closeAllOf),
    ...createRoleAndDatabaseCalls(contents),
    ...endpoints,
  };
}

type Contents = ReturnType<typeof createContents>;

/** The present and past contents of branches. */
function createContents() {
  const branches = new Map<string, Versions>();
  let lsn = 0n;

  const next = (): bigint => {
    lsn += 8n;
    return lsn;
  };

  function versionsOf(branchId: string): Versions {
    const versions = branches.get(branchId);
    if (!versions) throw new Error(`Branch ${branchId} has no data.`);
    return versions;
  }

  function head(branchId: string): Content {
    const content = versionsOf(branchId).at(-1)?.[1];
    if (!content) throw new Error(`Branch ${branchId} is empty.`);
    return content;
  }

  function contentAt(branchId: string, at: DataPoint | undefined): Content {
    if (!at || !('lsn' in at)) return head(branchId);
    const asked = parseLsn(at.lsn) ?? -1n;
    const found = versionsOf(branchId).findLast(([from]) => from <= asked);
    if (!found) throw new Error(`Branch ${branchId} has no past at ${at.lsn}.`);
    return found[1];
  }

  function begin(branchId: string, content: Content): void {
    if (branches.has(branchId)) throw new Error(`Branch ${branchId} exists already.`);
    branches.set(branchId, [[next(), content]]);
  }

  function change(branchId: string, make: (content: Content) => Partial<Content>): void {
    const content = head(branchId);
    branches.set(branchId, [...versionsOf(branchId), [next(), { ...content, ...make(content) }]]);
  }

  return { branches, lsn: () => lsn, next, versionsOf, head, contentAt, begin, change };
}

function createBranchCalls(contents: Contents, closeAllOf: (branchId: string) => void) {
  return {
    write: (branchId, row) => contents.change(branchId, ({ rows }) => ({ rows: [...rows, row] })),
    readRows: (branchId) => contents.head(branchId).rows,
    listBranches: () => [...contents.branches.keys()],
    async findHistory(branchId): Promise<BranchHistory> {
      const timestamp = new Date(0).toISOString();
      const [first = 0n] = contents.versionsOf(branchId)[0] ?? [];
      return { begins: { timestamp, lsn: formatLsn(first) }, ends: { timestamp, lsn: formatLsn(contents.lsn()) } };
    },
    async readBranch(branchId, known = []) {
      const { roles, databases } = contents.head(branchId);
      return {
        roles: [...roles].map(([name, password]) => describeRole(name, password, known)),
        databases: [...databases].map(([name, owner]) => ({ name, owner })),
        sizeBytes: 0,
        log: { beginsAt: 0, endsAt: 0 },
      };
    },
    async createBranch({ branchId, roles, databases }) {
      contents.begin(branchId, {
        roles: new Map(roles.map(({ name, password }) => [name, password])),
        databases: new Map(databases.map(({ name, owner }) => [name, owner])),
        rows: [],
      });
    },
    async copyBranch({ branchId, parentId, at }) {
      contents.begin(branchId, contents.contentAt(parentId, at));
    },
    async replaceBranchData({ branchId, from, keepOldAs }) {
      if (keepOldAs !== undefined && contents.branches.has(keepOldAs)) return;
      const content = contents.contentAt(from.branchId, from.at);
      if (keepOldAs !== undefined) contents.branches.set(keepOldAs, contents.versionsOf(branchId));
      contents.branches.set(branchId, [[contents.next(), content]]);
    },
    async dropBranch(branchId) {
      closeAllOf(branchId);
      contents.branches.delete(branchId);
    },
  } satisfies Partial<ContentDataPlane>;
}

function createRoleAndDatabaseCalls(contents: Contents) {
  return {
    async applyRole(branchId, { name, password }) {
      contents.change(branchId, ({ roles }) => ({ roles: new Map([...roles, [name, password]]) }));
    },
    async dropRole(branchId, roleName) {
      if (!contents.head(branchId).roles.has(roleName)) throw new Error(`role "${roleName}" does not exist`);
      contents.change(branchId, ({ roles }) => ({ roles: without(roles, roleName) }));
    },
    async createDatabase(branchId, { name, owner }) {
      if (contents.head(branchId).databases.has(name)) throw new Error(`database "${name}" already exists`);
      contents.change(branchId, ({ databases }) => ({ databases: new Map([...databases, [name, owner]]) }));
    },
    async changeDatabase(branchId, databaseName, { name, owner }) {
      if (!contents.head(branchId).databases.has(databaseName))
        throw new Error(`database "${databaseName}" does not exist`);
      contents.change(branchId, ({ databases }) => ({
        databases: new Map([...without(databases, databaseName), [name, owner]]),
      }));
    },
    async dropDatabase(branchId, databaseName) {
      if (!contents.head(branchId).databases.has(databaseName))
        throw new Error(`database "${databaseName}" does not exist`);
      contents.change(branchId, ({ databases }) => ({ databases: without(databases, databaseName) }));
    },
  } satisfies Partial<DataPlane>;
}

function createEndpointCalls(contents: Contents) {
  const open = new Map<string, string>();
  const running = new Set<string>();
  const close = (endpointId: string): void => {
    open.delete(endpointId);
    running.delete(endpointId);
  };
  return {
    open,
    running,
    closeAllOf(branchId: string) {
      for (const [endpointId, on] of open) if (on === branchId) close(endpointId);
    },
    async openEndpoint({ endpointId, branchId }) {
      contents.versionsOf(branchId);
      if (open.get(endpointId) === branchId) return;
      close(endpointId);
      open.set(endpointId, branchId);
    },
    async closeEndpoint(endpointId) {
      close(endpointId);
    },
    async startEndpoint(endpointId) {
      if (!open.has(endpointId)) throw new Error(`Endpoint ${endpointId} is not open.`);
      running.add(endpointId);
    },
    async suspendEndpoint(endpointId) {
      running.delete(endpointId);
    },
  } satisfies Partial<ContentDataPlane> & Record<string, unknown>;
}

function describeRole(
  name: string,
  password: string | undefined,
  known: readonly RoleSpec[],
): { name: string; canLogIn: boolean; hasKnownPassword?: boolean } {
  const given = known.find((role) => role.name === name)?.password;
  return { name, canLogIn: true, ...(given === undefined ? {} : { hasKnownPassword: given === password }) };
}

function without<Value>(entries: ReadonlyMap<string, Value>, name: string): ReadonlyMap<string, Value> {
  return new Map([...entries].filter(([key]) => key !== name));
}
