import type {
  AssignOrganizationVPCEndpointParams,
  AssignProjectVPCEndpointParams,
  DeleteOrganizationVPCEndpointParams,
  DeleteProjectVPCEndpointParams,
  GetOrganizationVPCEndpointDetailsParams,
  GetOrganizationVPCEndpointDetailsResponse,
  ListOrganizationVPCEndpointsAllRegionsParams,
  ListOrganizationVPCEndpointsAllRegionsResponse,
  ListOrganizationVPCEndpointsParams,
  ListOrganizationVPCEndpointsResponse,
  ListProjectVPCEndpointsParams,
  ListProjectVPCEndpointsResponse,
  VPCEndpoint,
} from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import { findProject, showAll } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { findOrganization } from './find-organization.ts';

/** Recorded only: the emulator has no private network. */

export const listOrganizationVPCEndpoints: Handler<
  ListOrganizationVPCEndpointsParams,
  ListOrganizationVPCEndpointsResponse
> = (context, { org_id, region_id }) => ({
  endpoints: findOrganization(context, org_id)
    .vpcEndpoints.filter((endpoint) => endpoint.region_id === region_id)
    .map(({ vpc_endpoint_id, label }) => ({ vpc_endpoint_id, label })),
});

export const listOrganizationVPCEndpointsAllRegions: Handler<
  ListOrganizationVPCEndpointsAllRegionsParams,
  ListOrganizationVPCEndpointsAllRegionsResponse
> = (context, { org_id }) => ({ endpoints: showAll(findOrganization(context, org_id).vpcEndpoints) });

/** Spec: assigning an endpoint again changes its label. */
export const assignOrganizationVPCEndpoint: Handler<AssignOrganizationVPCEndpointParams, undefined> = (
  context,
  { org_id, region_id, vpc_endpoint_id, body },
) => {
  const { vpcEndpoints } = findOrganization(context, org_id);
  const known = vpcEndpoints.find(
    (endpoint) => endpoint.vpc_endpoint_id === vpc_endpoint_id && endpoint.region_id === region_id,
  );
  if (known) known.label = body.label;
  else vpcEndpoints.push({ vpc_endpoint_id, region_id, label: body.label });
  return undefined;
};

export const deleteOrganizationVPCEndpoint: Handler<DeleteOrganizationVPCEndpointParams, undefined> = (
  context,
  { org_id, region_id, vpc_endpoint_id },
) => {
  const { vpcEndpoints } = findOrganization(context, org_id);
  removeEndpoint(
    vpcEndpoints,
    (endpoint) => endpoint.vpc_endpoint_id === vpc_endpoint_id && endpoint.region_id === region_id,
  );
  return undefined;
};

export const getOrganizationVPCEndpointDetails: Handler<
  GetOrganizationVPCEndpointDetailsParams,
  GetOrganizationVPCEndpointDetailsResponse
> = (context, { org_id, region_id, vpc_endpoint_id }) => {
  const endpoint = findOrganization(context, org_id).vpcEndpoints.find(
    (candidate) => candidate.vpc_endpoint_id === vpc_endpoint_id && candidate.region_id === region_id,
  );
  if (!endpoint) throw notFound('VPC endpoint');
  const restricted = [...context.store.state.projects.values()]
    .filter(({ isDeleted, project }) => !isDeleted && project.org_id === org_id)
    .filter(({ vpcEndpoints }) => vpcEndpoints.some((each) => each.vpc_endpoint_id === vpc_endpoint_id))
    .map(({ project }) => project.id);
  return {
    vpc_endpoint_id,
    label: endpoint.label,
    state: 'accepted',
    num_restricted_projects: restricted.length,
    example_restricted_projects: restricted.slice(0, 3),
  };
};

export const listProjectVPCEndpoints: Handler<ListProjectVPCEndpointsParams, ListProjectVPCEndpointsResponse> = (
  context,
  { project_id },
) => ({ endpoints: showAll(findProject(context, project_id).vpcEndpoints) });

export const assignProjectVPCEndpoint: Handler<AssignProjectVPCEndpointParams, undefined> = (
  context,
  { project_id, vpc_endpoint_id, body },
) => {
  const { vpcEndpoints } = findProject(context, project_id);
  const known = vpcEndpoints.find((endpoint) => endpoint.vpc_endpoint_id === vpc_endpoint_id);
  if (known) known.label = body.label;
  else vpcEndpoints.push({ vpc_endpoint_id, label: body.label });
  return undefined;
};

export const deleteProjectVPCEndpoint: Handler<DeleteProjectVPCEndpointParams, undefined> = (
  context,
  { project_id, vpc_endpoint_id },
) => {
  const { vpcEndpoints } = findProject(context, project_id);
  removeEndpoint(vpcEndpoints, (endpoint) => endpoint.vpc_endpoint_id === vpc_endpoint_id);
  return undefined;
};

function removeEndpoint<Item extends VPCEndpoint>(endpoints: Item[], isMeant: (endpoint: Item) => boolean): void {
  const index = endpoints.findIndex(isMeant);
  if (index < 0) throw notFound('VPC endpoint');
  endpoints.splice(index, 1);
}
