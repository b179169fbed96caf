import type { CreateProjectBranchParams, CreateProjectBranchResponse, Endpoint } from '@neon-api/types';
import { badRequest, ruleForbids } from '../../errors/index.ts';
import { captureRecords, planArchive, planCreateBranch, requireUnlocked, undoneBy } from '../../operations/index.ts';
import type { BranchRecord, ProjectRecord } from '../../state/index.ts';
import {
  checkIsReady,
  findBranch,
  findDefaultBranch,
  findProject,
  showAll,
  showEndpoints,
  showOperations,
  showRole,
} from '../common/index.ts';
import {
  checkPgSettings,
  defaultCompute,
  listConnectionDetails,
  newEndpoint,
  resolveCompute,
  settingsOfNew,
} from '../endpoints/index.ts';
import type { AsParsed, Handler, HandlerContext } from '../handler.ts';
import { annotate } from './annotations.ts';
import { checkBranchNameIsFree, checkCanBeParent, checkExpiry } from './branch-rules.ts';
import { prepareSource } from './choose-point.ts';
import { carryServices, contentsAt, copyContents } from './copy-contents.ts';
import { newBranch } from './new-branch.ts';

type CreateBody = AsParsed<NonNullable<CreateProjectBranchParams['body']>>;
type AskedBranch = NonNullable<CreateBody['branch']>;
type AskedEndpoints = NonNullable<CreateBody['endpoints']>;

export const createProjectBranch: Handler<CreateProjectBranchParams, CreateProjectBranchResponse> = async (
  context,
  { project_id, body = {} },
) => {
  const { answer } = await createBranch(context, project_id, body);
  return answer;
};

export interface CreatedBranch {
  readonly record: BranchRecord;
  readonly answer: CreateProjectBranchResponse;
}

/** Copies the parent, or creates a new root with only the parent's roles and databases. */
export async function createBranch(
  context: HandlerContext,
  projectId: string,
  body: CreateBody,
): Promise<CreatedBranch> {
  const { branch: asked = {}, endpoints: askedEndpoints = [], annotation_value } = body;
  const { branch: source } = chooseParent(findProject(context, projectId), body);
  await checkPgSettings(
    context,
    findProject(context, projectId).project.pg_version,
    askedEndpoints.map(({ settings }) => settings),
  );
  const askedPoint = { lsn: asked.parent_lsn, timestamp: asked.parent_timestamp };
  const point = await prepareSource(context, projectId, source.id, askedPoint);
  const project = findProject(context, projectId);
  const parent = chooseParent(project, body);
  requireUnlocked(project);
  const { isSchemaOnly, isArchived, isProtected } = checkAsked(context, project, parent, body);

  const child = newBranch(context, project, {
    name: asked.name,
    isDefault: false,
    isProtected,
    isSchemaOnly,
    parentId: isSchemaOnly ? undefined : parent.branch.id,
    point,
    expiresAt: asked.expires_at,
  });
  const branchId = child.branch.id;
  const endpoints = createEndpoints(context, project, branchId, askedEndpoints);
  const newPasswords = parent.branch.protected;
  const contents = contentsAt(parent, point);
  copyContents(context, contents, child, { newPasswords });
  if (!isSchemaOnly) carryServices(context, contents.services, child, 'onCreate');
  annotate(context, child, annotation_value);

  const before = captureRecords(project, { branches: [branchId], endpoints: endpoints.map(({ id }) => id) });
  project.branches.set(branchId, child);
  for (const endpoint of endpoints) project.endpoints.set(endpoint.id, endpoint);
  const plan = planCreateBranch({
    branchId,
    parentId: parent.branch.id,
    // An older state of the data has older passwords.
    setPasswords: newPasswords || point !== undefined,
    endpoints,
    point,
    schemaOnly: isSchemaOnly,
  });
  const scheduled = context.operations.schedule(project, [
    ...undoneBy(plan, 'copy-branch', before),
    ...(isArchived ? [planArchive(branchId)] : []),
  ]);
  const connections = listConnectionDetails(child, endpoints[0], context.dataPlane.address);
  const answer = {
    branch: { ...child.branch },
    endpoints: showEndpoints(endpoints, context.dataPlane),
    operations: showOperations(scheduled),
    roles: child.roles.map(showRole),
    databases: showAll(child.databases),
    ...(connections.length > 0 ? { connection_uris: connections } : {}),
  };
  return { record: child, answer };
}

function chooseParent(project: ProjectRecord, { branch: asked = {} }: CreateBody): BranchRecord {
  return asked.parent_id ? findBranch(project, asked.parent_id) : findDefaultBranch(project);
}

interface CheckedBranch {
  readonly isSchemaOnly: boolean;
  readonly isArchived: boolean;
  readonly isProtected: boolean;
}

function checkAsked(
  { clock }: HandlerContext,
  project: ProjectRecord,
  { branch: parent }: BranchRecord,
  { branch: asked = {}, endpoints = [] }: CreateBody,
): CheckedBranch {
  const isSchemaOnly = checkInitSource(asked);
  const { archived: isArchived = false, protected: isProtected = false } = asked;
  // Spec: a schema-only branch is a root, so its source is not locked.
  if (isSchemaOnly) checkIsReady(parent);
  else checkCanBeParent(parent);
  if (asked.name !== undefined) checkBranchNameIsFree(project, asked.name);
  checkExpiry(asked.expires_at, { isDefault: false, isProtected, isParent: false }, clock.now());
  if (endpoints.filter(({ type }) => type === 'read_write').length > 1) {
    throw ruleForbids('a branch has one read_write endpoint; request read_only for the others');
  }
  if (isArchived && endpoints.length > 0) throw ruleForbids('an archived branch cannot have endpoints; omit them');
  return { isSchemaOnly, isArchived, isProtected };
}

function checkInitSource({ init_source: source = 'parent-data' }: AskedBranch): boolean {
  if (source !== 'parent-data' && source !== 'schema-only') {
    throw badRequest(`init_source must be "parent-data" or "schema-only", not "${source}"`);
  }
  return source === 'schema-only';
}

function createEndpoints(
  context: HandlerContext,
  project: ProjectRecord,
  branchId: string,
  asked: AskedEndpoints,
): Endpoint[] {
  const defaults = defaultCompute(project.project.default_endpoint_settings);
  return asked.map(({ type, settings, provisioner, ...compute }) =>
    newEndpoint(context, project, {
      branchId,
      type,
      settings: settingsOfNew(project.project.default_endpoint_settings, settings),
      provisioner,
      compute: resolveCompute(compute, defaults),
    }),
  );
}
