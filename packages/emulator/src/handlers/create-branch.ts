import type { CreateProjectBranchParams, CreateProjectBranchResponse, Endpoint } from '@neon-api/types';
import { notImplemented, ruleForbids } from '../errors/index.ts';
import { planCreateBranch, requireUnlocked } from '../operations/index.ts';
import { newPassword, type ProjectRecord } from '../state/index.ts';
import { annotate } from './annotations.ts';
import { checkBranchNameIsFree, checkCanBeParent, checkExpiry } from './branch-rules.ts';
import { DEFAULT_COMPUTE, resolveCompute } from './compute-settings.ts';
import { listConnectionDetails } from './connection-uri.ts';
import { findBranch, findDefaultBranch, findProject } from './find.ts';
import type { Handler, HandlerContext } from './handler.ts';
import { newBranch, newDatabase, newEndpoint } from './new-records.ts';
import { showAll, showOperations, showRole } from './show.ts';

type AskedBranch = NonNullable<NonNullable<CreateProjectBranchParams['body']>['branch']>;
type AskedEndpoints = NonNullable<NonNullable<CreateProjectBranchParams['body']>['endpoints']>;

export const createProjectBranch: Handler<CreateProjectBranchParams, CreateProjectBranchResponse> = (
  context,
  { project_id, body = {} },
) => {
  const { branch: asked = {}, endpoints: askedEndpoints = [], annotation_value } = body;
  const project = findProject(context, project_id);
  const parent = asked.parent_id ? findBranch(project, asked.parent_id) : findDefaultBranch(project);
  requireUnlocked(project);
  checkCanBeCopied(asked);
  checkCanBeParent(parent.branch);
  if (asked.name !== undefined) checkBranchNameIsFree(project, asked.name);
  const isProtected = asked.protected ?? false;
  checkExpiry(asked.expires_at, { isDefault: false, isProtected, isParent: false }, context.clock.now());
  if (askedEndpoints.filter(({ type }) => type === 'read_write').length > 1) {
    throw ruleForbids('a branch has one read_write endpoint; ask for read_only ones beside it');
  }

  const child = newBranch(context, project, {
    name: asked.name,
    isDefault: false,
    isProtected,
    parentId: parent.branch.id,
    expiresAt: asked.expires_at,
  });
  const branchId = child.branch.id;
  const endpoints = createEndpoints(context, project, branchId, askedEndpoints);
  // Children of a protected branch get new passwords for their roles; other children share the parent's.
  const setPasswords = parent.branch.protected;
  child.roles = parent.roles.map(({ role, password }) => ({
    role: { ...role, branch_id: branchId },
    password: setPasswords ? newPassword(context.random) : password,
  }));
  child.databases = parent.databases.map(({ name, owner_name }) => newDatabase(context, branchId, name, owner_name));
  annotate(context, child, annotation_value);

  project.branches.set(branchId, child);
  for (const endpoint of endpoints) project.endpoints.set(endpoint.id, endpoint);
  const plan = planCreateBranch({ branchId, parentId: parent.branch.id, setPasswords, endpoints });
  const scheduled = context.operations.schedule(project, plan);
  const connections = listConnectionDetails(child, endpoints[0], context.dataPlane.address);
  return {
    branch: { ...child.branch },
    endpoints: showAll(endpoints),
    operations: showOperations(scheduled),
    roles: child.roles.map(showRole),
    databases: showAll(child.databases),
    ...(connections.length > 0 ? { connection_uris: connections } : {}),
  };
};

/** A copy of the parent's head is all there is so far: anything else is refused rather than answered wrongly. */
function checkCanBeCopied(asked: AskedBranch): void {
  if (asked.parent_lsn || asked.parent_timestamp) throw notImplemented('branching from a point in time');
  if (asked.init_source && asked.init_source !== 'parent-data') {
    throw notImplemented(`a branch with init_source "${asked.init_source}"`);
  }
  if (asked.archived) throw notImplemented('an archived branch');
}

function createEndpoints(
  context: HandlerContext,
  project: ProjectRecord,
  branchId: string,
  asked: AskedEndpoints,
): Endpoint[] {
  const defaults = { ...DEFAULT_COMPUTE, ...project.project.default_endpoint_settings };
  return asked.map(({ type, settings, provisioner, ...compute }) =>
    newEndpoint(context, project, {
      branchId,
      type,
      settings,
      provisioner,
      compute: resolveCompute(compute, defaults),
    }),
  );
}
