import type {
  AddProjectJWKSParams,
  AddProjectJWKSResponse,
  DeleteProjectJWKSParams,
  DeleteProjectJWKSResponse,
  GetProjectJWKSParams,
  GetProjectJWKSResponse,
} from '@neon-api/types';
import { badRequest, conflict, notFound, ruleForbids } from '../../errors/index.ts';
import { planApplyConfig, requireUnlocked } from '../../operations/index.ts';
import { randomUuid, timestampOf } from '../../support/index.ts';
import {
  endpointsOf,
  findBranch,
  findDefaultBranch,
  findProject,
  findRole,
  showAll,
  showOperations,
} from '../common/index.ts';
import type { Handler } from '../handler.ts';

export const getProjectJWKS: Handler<GetProjectJWKSParams, GetProjectJWKSResponse> = (context, { project_id }) => ({
  jwks: showAll(findProject(context, project_id).jwks),
});

export const addProjectJWKS: Handler<AddProjectJWKSParams, AddProjectJWKSResponse> = (
  context,
  { project_id, body },
) => {
  const project = findProject(context, project_id);
  const { branch_id, jwks_url, jwt_audience, provider_name, role_names, skip_role_creation } = body;
  const branch = branch_id === undefined ? findDefaultBranch(project) : findBranch(project, branch_id);
  if (!URL.canParse(jwks_url)) throw badRequest('body.jwks_url must be a URL');
  if (skip_role_creation === false) {
    throw ruleForbids(
      'skip_role_creation: the emulator creates no roles; omit it, and create the roles with POST …/roles',
    );
  }
  for (const name of role_names ?? []) findRole(branch, name);
  if (project.jwks.some((other) => other.jwks_url === jwks_url && other.jwt_audience === jwt_audience)) {
    throw conflict(`the JWKS URL ${jwks_url} already exists`);
  }
  requireUnlocked(project);
  const now = timestampOf(context.clock);
  const jwks = {
    id: randomUuid(context.random),
    project_id,
    ...(branch_id === undefined ? {} : { branch_id }),
    jwks_url,
    provider_name,
    ...(jwt_audience === undefined ? {} : { jwt_audience }),
    ...(role_names === undefined ? {} : { role_names: [...role_names] }),
    created_at: now,
    updated_at: now,
  };
  project.jwks.push(jwks);
  const plan = planApplyConfig(
    branch.branch.id,
    endpointsOf(project, branch.branch.id),
    { kind: 'nothing' },
    {
      jwks: { [jwks.id]: null },
    },
  );
  return { jwks: { ...jwks }, operations: showOperations(context.operations.schedule(project, plan)) };
};

export const deleteProjectJWKS: Handler<DeleteProjectJWKSParams, DeleteProjectJWKSResponse> = (
  context,
  { project_id, jwks_id },
) => {
  const { jwks } = findProject(context, project_id);
  const found = jwks.find(({ id }) => id === jwks_id);
  if (!found) throw notFound('JWKS URL');
  jwks.splice(jwks.indexOf(found), 1);
  return { ...found };
};
