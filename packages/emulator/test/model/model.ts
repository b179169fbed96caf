/** The expected state of a branch, reduced to its essentials. */
export interface ModelBranch {
  name: string;
  parentId: string | undefined;
  isProtected: boolean;
  isDefault: boolean;
  roles: Set<string>;
  /** Owner by name. */
  databases: Map<string, string>;
  restore: 'none' | 'restored' | 'finalized';
  /** The branch that this restored branch replaces. */
  replaces: string | undefined;
}

export interface ModelEndpoint {
  branchId: string;
  readonly type: 'read_write' | 'read_only';
  isActive: boolean;
}

interface DeletedModelBranch {
  readonly branch: ModelBranch;
  readonly endpoints: ReadonlyMap<string, ModelEndpoint>;
}

export interface ModelSnapshot {
  readonly sourceId: string;
  readonly roles: ReadonlySet<string>;
  readonly databases: ReadonlyMap<string, string>;
}

export interface ModelProject {
  readonly id: string;
  name: string;
  isDeleted: boolean;
  readonly branches: Map<string, ModelBranch>;
  readonly deletedBranches: Map<string, DeletedModelBranch>;
  readonly endpoints: Map<string, ModelEndpoint>;
  readonly snapshots: Map<string, ModelSnapshot>;
}

/** The expected state of the emulator: simple rules over plain data, independent of its code. */
export interface Model {
  readonly projects: Map<string, ModelProject>;
  /** Secrets of active keys by id; `revoked` has the secrets of revoked keys. */
  readonly keys: Map<number, string>;
  readonly revoked: string[];
}

export function createModel(): Model {
  return { projects: new Map(), keys: new Map(), revoked: [] };
}

export function newModelBranch(fields: Partial<ModelBranch> & Pick<ModelBranch, 'name'>): ModelBranch {
  return {
    parentId: undefined,
    isProtected: false,
    isDefault: false,
    roles: new Set(),
    databases: new Map(),
    restore: 'none',
    replaces: undefined,
    ...fields,
  };
}

/** Returns the item at `index` modulo the number of items, or undefined if there are none. */
export function pickFrom<Item>(items: Iterable<Item>, index: number): Item | undefined {
  const all = [...items];
  return all[index % all.length];
}

export function liveProject({ projects }: Model, index: number): ModelProject | undefined {
  return pickFrom(
    [...projects.values()].filter(({ isDeleted }) => !isDeleted),
    index,
  );
}

export interface PickedBranch {
  readonly project: ModelProject;
  readonly id: string;
  readonly branch: ModelBranch;
}

export function liveBranch(model: Model, index: number): PickedBranch | undefined {
  const project = liveProject(model, index);
  const picked = project && pickFrom(project.branches, index >> 2);
  return picked && { project, id: picked[0], branch: picked[1] };
}

export function isNameTaken({ branches }: ModelProject, name: string, except?: string): boolean {
  return [...branches].some(([id, branch]) => branch.name === name && id !== except);
}

export function hasChildren({ branches }: ModelProject, id: string): boolean {
  return [...branches.values()].some(({ parentId }) => parentId === id);
}

export function endpointsOn({ endpoints }: ModelProject, branchId: string): Map<string, ModelEndpoint> {
  return new Map([...endpoints].filter(([, endpoint]) => endpoint.branchId === branchId));
}
