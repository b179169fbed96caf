import type {
  AddBranchNeonAuthOauthProviderParams,
  AddBranchNeonAuthOauthProviderResponse,
  AddBranchNeonAuthTrustedDomainParams,
  CreateBranchNeonAuthNewUserParams,
  CreateBranchNeonAuthNewUserResponse,
  CreateNeonAuthParams,
  CreateNeonAuthResponse,
  DeleteBranchNeonAuthOauthProviderParams,
  DeleteBranchNeonAuthTrustedDomainParams,
  DeleteBranchNeonAuthUserParams,
  DisableNeonAuthParams,
  GetNeonAuthParams,
  GetNeonAuthResponse,
  ListBranchNeonAuthOauthProvidersParams,
  ListBranchNeonAuthOauthProvidersResponse,
  ListBranchNeonAuthTrustedDomainsParams,
  ListBranchNeonAuthTrustedDomainsResponse,
  UpdateBranchNeonAuthOauthProviderParams,
  UpdateBranchNeonAuthOauthProviderResponse,
  UpdateNeonAuthConfigParams,
  UpdateNeonAuthConfigResponse,
  UpdateNeonAuthUserRoleParams,
  UpdateNeonAuthUserRoleResponse,
} from '@neon-api/types';
import { findBranch, findProject, servicesOf } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { addDomain, listDomains, removeDomains } from './domains.ts';
import { findAuth } from './find-auth.ts';
import { disableAuth, enableAuth, showCreatedAuth } from './new-auth.ts';
import { addProvider, listProviders, removeProvider, updateProvider } from './oauth-providers.ts';
import { addUser, removeUser, setRoles } from './users.ts';

export const getNeonAuth: Handler<GetNeonAuthParams, GetNeonAuthResponse> = (context, params) => ({
  ...findAuth(context, params).integration,
});

export const createNeonAuth: Handler<CreateNeonAuthParams, CreateNeonAuthResponse> = (
  context,
  { project_id, branch_id, body },
) => {
  const record = findBranch(findProject(context, project_id), branch_id);
  return showCreatedAuth(
    enableAuth(context, record, { provider: body.auth_provider, databaseName: body.database_name }),
  );
};

export const disableNeonAuth: Handler<DisableNeonAuthParams, undefined> = (context, params) => {
  findAuth(context, params);
  const services = servicesOf(findBranch(findProject(context, params.project_id), params.branch_id));
  disableAuth(services, params.body?.delete_data ?? false);
  return undefined;
};

export const updateNeonAuthConfig: Handler<UpdateNeonAuthConfigParams, UpdateNeonAuthConfigResponse> = (
  context,
  params,
) => {
  findAuth(context, params).integration.name = params.body.name;
  return { name: params.body.name };
};

export const listBranchNeonAuthTrustedDomains: Handler<
  ListBranchNeonAuthTrustedDomainsParams,
  ListBranchNeonAuthTrustedDomainsResponse
> = (context, params) => listDomains(findAuth(context, params));

export const addBranchNeonAuthTrustedDomain: Handler<AddBranchNeonAuthTrustedDomainParams, undefined> = (
  context,
  params,
) => addDomain(findAuth(context, params), params.body);

export const deleteBranchNeonAuthTrustedDomain: Handler<DeleteBranchNeonAuthTrustedDomainParams, undefined> = (
  context,
  params,
) => removeDomains(findAuth(context, params), params.body);

export const listBranchNeonAuthOauthProviders: Handler<
  ListBranchNeonAuthOauthProvidersParams,
  ListBranchNeonAuthOauthProvidersResponse
> = (context, params) => listProviders(findAuth(context, params));

export const addBranchNeonAuthOauthProvider: Handler<
  AddBranchNeonAuthOauthProviderParams,
  AddBranchNeonAuthOauthProviderResponse
> = (context, params) => addProvider(findAuth(context, params), params.body);

export const updateBranchNeonAuthOauthProvider: Handler<
  UpdateBranchNeonAuthOauthProviderParams,
  UpdateBranchNeonAuthOauthProviderResponse
> = (context, params) => updateProvider(findAuth(context, params), params.oauth_provider_id, params.body);

export const deleteBranchNeonAuthOauthProvider: Handler<DeleteBranchNeonAuthOauthProviderParams, undefined> = (
  context,
  params,
) => removeProvider(findAuth(context, params), params.oauth_provider_id);

export const createBranchNeonAuthNewUser: Handler<
  CreateBranchNeonAuthNewUserParams,
  CreateBranchNeonAuthNewUserResponse
> = (context, params) => addUser(context, findAuth(context, params), params.body);

export const deleteBranchNeonAuthUser: Handler<DeleteBranchNeonAuthUserParams, undefined> = (context, params) =>
  removeUser(findAuth(context, params), params.auth_user_id);

export const updateNeonAuthUserRole: Handler<UpdateNeonAuthUserRoleParams, UpdateNeonAuthUserRoleResponse> = (
  context,
  params,
) => setRoles(findAuth(context, params), params.auth_user_id, params.body.roles);
