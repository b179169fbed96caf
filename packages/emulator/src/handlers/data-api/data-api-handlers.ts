import type {
  CreateProjectBranchDataAPIParams,
  CreateProjectBranchDataAPIResponse,
  DeleteProjectBranchDataAPIParams,
  DeleteProjectBranchDataAPIResponse,
  GetProjectBranchDataAPIParams,
  GetProjectBranchDataAPIResponse,
  UpdateProjectBranchDataAPIParams,
  UpdateProjectBranchDataAPIResponse,
} from '@neon-api/types';
import { conflict, notFound } from '../../errors/index.ts';
import type { DataApiRecord } from '../../state/index.ts';
import { type BranchParams, dataApiUrlOf, findDatabase, findProjectBranch, servicesOf } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';

interface DatabaseParams extends BranchParams {
  readonly database_name: string;
}

/** Recorded only: nothing is served at the URL. */
function findDataApis(context: HandlerContext, params: DatabaseParams): Record<string, DataApiRecord> {
  const { record } = findProjectBranch(context, params);
  findDatabase(record, params.database_name);
  return servicesOf(record).dataApis;
}

function findDataApi(context: HandlerContext, params: DatabaseParams): DataApiRecord {
  const record = findDataApis(context, params)[params.database_name];
  if (!record) throw notFound('data API');
  return record;
}

export const getProjectBranchDataAPI: Handler<GetProjectBranchDataAPIParams, GetProjectBranchDataAPIResponse> = (
  context,
  params,
) => {
  const { url, settings } = findDataApi(context, params);
  return { url, status: 'active', settings: { ...settings }, available_schemas: settings.db_schemas ?? ['public'] };
};

export const createProjectBranchDataAPI: Handler<
  CreateProjectBranchDataAPIParams,
  CreateProjectBranchDataAPIResponse
> = (context, params) => {
  const dataApis = findDataApis(context, params);
  const { branch_id, database_name, body } = params;
  if (dataApis[database_name]) throw conflict(`the data API of database "${database_name}" already exists`);
  const url = dataApiUrlOf(context.origin, branch_id, database_name);
  const { settings, ...asked } = body ?? {};
  dataApis[database_name] = { url, settings: { ...settings }, asked };
  return { url };
};

/** Without settings, Neon refreshes the schema cache, which the emulator does not have. */
export const updateProjectBranchDataAPI: Handler<
  UpdateProjectBranchDataAPIParams,
  UpdateProjectBranchDataAPIResponse
> = (context, params) => {
  const record = findDataApi(context, params);
  if (params.body?.settings) record.settings = { ...record.settings, ...params.body.settings };
  return {};
};

export const deleteProjectBranchDataAPI: Handler<
  DeleteProjectBranchDataAPIParams,
  DeleteProjectBranchDataAPIResponse
> = (context, params) => {
  findDataApi(context, params);
  delete findDataApis(context, params)[params.database_name];
  return {};
};
