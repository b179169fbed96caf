import type {
  GetProjectBranchAiGatewayParams,
  GetProjectBranchAiGatewayResponse,
  GetProjectBranchStorageParams,
  GetProjectBranchStorageResponse,
} from '@neon-api/types';
import { ReasonedError } from '../../errors/index.ts';
import { S3_PATH } from '../../objects/index.ts';
import { findProject } from '../common/index.ts';
import type { Handler } from '../handler.ts';

/** Every branch has buckets. */
export const getProjectBranchStorage: Handler<GetProjectBranchStorageParams, GetProjectBranchStorageResponse> = (
  context,
  { project_id, branch_id },
) => {
  const { branches, project } = findProject(context, project_id);
  if (!branches.has(branch_id)) throw branchNotFound();
  return {
    enabled: true,
    s3_endpoint: `${context.origin}${S3_PATH}/${branch_id}`,
    region: project.region_id.replace(/^aws-/, ''),
    force_path_style: true,
  };
};

/** The emulator has no gateway, and returns Neon's error for that. */
export const getProjectBranchAiGateway: Handler<GetProjectBranchAiGatewayParams, GetProjectBranchAiGatewayResponse> = (
  context,
  { project_id, branch_id },
) => {
  const { branches } = findProject(context, project_id);
  if (!branches.has(branch_id)) throw branchNotFound();
  throw new ReasonedError(404, 'the AI gateway is not available in this region', 'ai_gateway_unavailable');
};

/** Spec: the errors of these two have a reason field. */
function branchNotFound(): ReasonedError {
  return new ReasonedError(404, 'branch not found', 'branch_not_found');
}
