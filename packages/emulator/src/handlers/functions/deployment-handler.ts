import type {
  CreateProjectBranchFunctionDeploymentParams,
  CreateProjectBranchFunctionDeploymentResponse,
  FunctionDeployRequest,
  NeonFunctionDeployment,
} from '@neon-api/types';
import { badRequest } from '../../errors/index.ts';
import type { FunctionRecord } from '../../state/index.ts';
import { isNestedDeeper, randomUuid, timestampOf } from '../../support/index.ts';
import type { Handler } from '../handler.ts';
import { findFunctions } from './find-function.ts';

const DEFAULT_RUNTIME = 'nodejs24';
const DEFAULT_MEMORY_MIB = 512;

/** Records the deployment as completed, without running it. The first one creates the function and needs its code. */
export const createProjectBranchFunctionDeployment: Handler<
  CreateProjectBranchFunctionDeploymentParams,
  CreateProjectBranchFunctionDeploymentResponse
> = (context, params) => {
  const functions = findFunctions(context, params);
  const asked = (params.body ?? {}) as FunctionDeployRequest;
  const known = functions.find(({ slug }) => slug === params.slug);
  checkAsked(asked, known);
  const record: FunctionRecord = known ?? {
    id: randomUuid(context.random),
    slug: params.slug,
    createdAt: timestampOf(context.clock),
    deployments: [],
  };
  const deployment = newDeployment(asked, record.deployments.at(-1), timestampOf(context.clock));
  record.deployments.push(deployment);
  if (!known) functions.push(record);
  return { deployment: { ...deployment } };
};

function checkAsked({ zip, environment, runtime }: FunctionDeployRequest, known: FunctionRecord | undefined): void {
  if (zip === undefined && environment === undefined && runtime === undefined) {
    throw badRequest('a deployment requires zip, environment or runtime');
  }
  if (!known && zip === undefined) throw badRequest('the first deployment of a function requires zip');
}

/** Keeps the previous value of omitted fields. Only the names of environment variables are shown. */
function newDeployment(
  { environment, runtime }: FunctionDeployRequest,
  before: NeonFunctionDeployment | undefined,
  now: string,
): NeonFunctionDeployment {
  const names = environment === undefined ? before?.environment : readNames(environment);
  return {
    id: (before?.id ?? 0) + 1,
    status: 'completed',
    runtime: runtime ?? before?.runtime ?? DEFAULT_RUNTIME,
    memory_mib: before?.memory_mib ?? DEFAULT_MEMORY_MIB,
    ...(names ? { environment: names } : {}),
    created_at: now,
  };
}

function readNames(environment: string): string[] {
  try {
    const parsed: unknown = JSON.parse(environment);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    if (isObject && !isNestedDeeper(parsed)) return Object.keys(parsed);
  } catch {
    // Falls through to the error.
  }
  throw badRequest('body.environment must be a JSON object of names and values');
}
