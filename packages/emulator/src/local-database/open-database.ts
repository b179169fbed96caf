import type {
  Branch,
  CreateProjectBranchResponse,
  CreateProjectResponse,
  Database,
  ListProjectBranchDatabasesResponse,
  ListProjectBranchesResponse,
  ListProjectsResponse,
  Project,
} from '@neon-api/types';
import { EmulatorStartError } from '../errors/index.ts';
import type { Emulator } from '../start/index.ts';
import { callApi } from './call-api.ts';

export interface LocalDatabaseOptions {
  /** Name of the project. Of several with this name, the oldest is used. */
  readonly project: string;
  /** Name of the branch. Default: the project's default branch. */
  readonly branch?: string | undefined;
  /** When a new branch is deleted, if nobody deletes it before. Default: never. */
  readonly expiresAt?: Date;
}

/** A branch of a project, and the URIs of its database. */
export interface LocalDatabase {
  readonly projectId: string;
  readonly branchId: string;
  readonly pooledUri: string;
  readonly directUri: string;
}

/**
 * Finds or creates a project and a branch. A new branch starts with the data of the default branch.
 *
 * @throws EmulatorStartError if the emulator runs without Postgres.
 */
export async function openDatabase(emulator: Emulator, options: LocalDatabaseOptions): Promise<LocalDatabase> {
  if (emulator.postgres.kind === 'off')
    throw new EmulatorStartError('A project with a database requires Postgres. Install it, or do not turn it off.');
  const project = await ensureProject(emulator, options.project);
  const branch = await ensureBranch(emulator, project, options);
  const [pooledUri, directUri] = await readUris(emulator, branch);
  return { projectId: project.id, branchId: branch.id, pooledUri, directUri };
}

/** Deletes the branch with its data. */
export async function removeBranch(emulator: Emulator, { projectId, branchId }: LocalDatabase): Promise<void> {
  await callApi(emulator, 'DELETE', `/projects/${projectId}/branches/${branchId}?hard_delete=true`);
}

async function ensureProject(emulator: Emulator, name: string): Promise<Project | ListProjectsResponse['projects'][0]> {
  const query = new URLSearchParams({ search: name, org_id: emulator.orgId, limit: '400' });
  const { projects } = await callApi<ListProjectsResponse>(emulator, 'GET', `/projects?${query}`);
  const [oldest] = projects
    .filter((project) => project.name === name)
    .sort((a, b) => a.created_at.localeCompare(b.created_at));
  if (oldest) return oldest;
  const body = { project: { name, org_id: emulator.orgId } };
  return (await callApi<CreateProjectResponse>(emulator, 'POST', '/projects', body)).project;
}

async function ensureBranch(
  emulator: Emulator,
  { id }: Pick<Project, 'id'>,
  { branch: name, expiresAt }: LocalDatabaseOptions,
): Promise<Branch> {
  const path = `/projects/${id}/branches`;
  const query = new URLSearchParams({ limit: '400', ...(name === undefined ? {} : { search: name }) });
  const { branches } = await callApi<ListProjectBranchesResponse>(emulator, 'GET', `${path}?${query}`);
  const found = branches.find((branch) => (name === undefined ? branch.default : branch.name === name));
  if (found) return found;
  if (name === undefined)
    throw new EmulatorStartError(`Project ${id} has no default branch. Set one, or name a branch.`);
  const body = {
    branch: { name, ...(expiresAt === undefined ? {} : { expires_at: expiresAt.toISOString() }) },
    endpoints: [{ type: 'read_write' }],
  };
  return (await callApi<CreateProjectBranchResponse>(emulator, 'POST', path, body)).branch;
}

async function readUris(emulator: Emulator, branch: Branch): Promise<[string, string]> {
  const { id, project_id: projectId } = branch;
  const { databases } = await callApi<ListProjectBranchDatabasesResponse>(
    emulator,
    'GET',
    `/projects/${projectId}/branches/${id}/databases`,
  );
  const database = chooseDatabase(databases);
  if (!database)
    throw new EmulatorStartError(`Branch ${id} of project ${projectId} has no database. Create one through the API.`);
  const read = async (pooled: boolean): Promise<string> => {
    const query = new URLSearchParams({
      branch_id: id,
      database_name: database.name,
      role_name: database.owner_name,
      pooled: String(pooled),
    });
    const { uri } = await callApi<{ uri: string }>(emulator, 'GET', `/projects/${projectId}/connection_uri?${query}`);
    return encodeMarks(uri);
  };
  return [await read(true), await read(false)];
}

/** Neon's name for the first database of a project. */
const FIRST_DATABASE = 'neondb';

function chooseDatabase(databases: readonly Database[]): Database | undefined {
  return databases.find(({ name }) => name === FIRST_DATABASE) ?? databases[0];
}

/** Encodes the marks that have a meaning in shells and .env files, but that a URI may contain. */
function encodeMarks(uri: string): string {
  return uri.replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
