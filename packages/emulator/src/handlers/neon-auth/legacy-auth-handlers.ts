import type {
  AddNeonAuthDomainToRedirectURIWhitelistParams,
  AddNeonAuthOauthProviderParams,
  AddNeonAuthOauthProviderResponse,
  CreateNeonAuthIntegrationParams,
  CreateNeonAuthIntegrationResponse,
  CreateNeonAuthNewUserParams,
  CreateNeonAuthNewUserResponse,
  CreateNeonAuthProviderSDKKeysParams,
  CreateNeonAuthProviderSDKKeysResponse,
  DeleteNeonAuthDomainFromRedirectURIWhitelistParams,
  DeleteNeonAuthIntegrationParams,
  DeleteNeonAuthOauthProviderParams,
  DeleteNeonAuthUserParams,
  GetNeonAuthEmailServerParams,
  GetNeonAuthEmailServerResponse,
  ListNeonAuthIntegrationsParams,
  ListNeonAuthIntegrationsResponse,
  ListNeonAuthOauthProvidersParams,
  ListNeonAuthOauthProvidersResponse,
  ListNeonAuthRedirectURIWhitelistDomainsParams,
  ListNeonAuthRedirectURIWhitelistDomainsResponse,
  TransferNeonAuthProviderProjectParams,
  TransferNeonAuthProviderProjectResponse,
  UpdateNeonAuthEmailServerParams,
  UpdateNeonAuthEmailServerResponse,
  UpdateNeonAuthOauthProviderParams,
  UpdateNeonAuthOauthProviderResponse,
} from '@neon-api/types';
import { authorize } from '../../access/index.ts';
import { notFound } from '../../errors/index.ts';
import type { AuthRecord } from '../../state/index.ts';
import { findBranch, findProject, findRole, servicesOf } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { addDomain, listDomains, removeDomains } from './domains.ts';
import { findProjectAuth } from './find-auth.ts';
import { disableAuth, enableAuth, showCreatedAuth } from './new-auth.ts';
import { addProvider, listProviders, removeProvider, updateProvider } from './oauth-providers.ts';
import { addUser, removeUser } from './users.ts';

/** Checks access to a project named in the body, which the general check does not see. */
function checkReach({ caller, store }: HandlerContext, projectId: string): void {
  authorize(caller, { operationId: '', params: { project_id: projectId } }, store.state);
}

/** Finds the integration of a project, which must be with the requested provider. */
function findAuthOf(
  context: HandlerContext,
  { project_id, auth_provider }: { readonly project_id: string; readonly auth_provider: string },
): AuthRecord {
  const auth = findProjectAuth(context, project_id);
  if (auth.integration.auth_provider !== auth_provider) throw notFound('Neon Auth integration');
  return auth;
}

export const createNeonAuthIntegration: Handler<CreateNeonAuthIntegrationParams, CreateNeonAuthIntegrationResponse> = (
  context,
  { body },
) => {
  checkReach(context, body.project_id);
  const record = findBranch(findProject(context, body.project_id), body.branch_id);
  if (body.role_name !== undefined) findRole(record, body.role_name);
  return showCreatedAuth(
    enableAuth(context, record, { provider: body.auth_provider, databaseName: body.database_name }),
  );
};

export const createNeonAuthProviderSDKKeys: Handler<
  CreateNeonAuthProviderSDKKeysParams,
  CreateNeonAuthProviderSDKKeysResponse
> = (context, { body }) => {
  checkReach(context, body.project_id);
  return showCreatedAuth(findAuthOf(context, body));
};

export const transferNeonAuthProviderProject: Handler<
  TransferNeonAuthProviderProjectParams,
  TransferNeonAuthProviderProjectResponse
> = (context, { body }) => {
  checkReach(context, body.project_id);
  const { integration } = findAuthOf(context, body);
  integration.transfer_status = 'initiated';
  return { url: `${context.origin}/auth/${integration.auth_provider_project_id}/transfer` };
};

export const createNeonAuthNewUser: Handler<CreateNeonAuthNewUserParams, CreateNeonAuthNewUserResponse> = (
  context,
  { body },
) => {
  checkReach(context, body.project_id);
  return addUser(context, findAuthOf(context, body), body);
};

export const deleteNeonAuthUser: Handler<DeleteNeonAuthUserParams, undefined> = (context, params) =>
  removeUser(findProjectAuth(context, params.project_id), params.auth_user_id);

export const listNeonAuthRedirectURIWhitelistDomains: Handler<
  ListNeonAuthRedirectURIWhitelistDomainsParams,
  ListNeonAuthRedirectURIWhitelistDomainsResponse
> = (context, { project_id }) => listDomains(findProjectAuth(context, project_id));

export const addNeonAuthDomainToRedirectURIWhitelist: Handler<
  AddNeonAuthDomainToRedirectURIWhitelistParams,
  undefined
> = (context, { project_id, body }) => addDomain(findProjectAuth(context, project_id), body);

export const deleteNeonAuthDomainFromRedirectURIWhitelist: Handler<
  DeleteNeonAuthDomainFromRedirectURIWhitelistParams,
  undefined
> = (context, { project_id, body }) => removeDomains(findProjectAuth(context, project_id), body);

export const getNeonAuthEmailServer: Handler<GetNeonAuthEmailServerParams, GetNeonAuthEmailServerResponse> = (
  context,
  { project_id },
) => ({ ...findProjectAuth(context, project_id).emailServer });

export const updateNeonAuthEmailServer: Handler<UpdateNeonAuthEmailServerParams, UpdateNeonAuthEmailServerResponse> = (
  context,
  { project_id, body },
) => {
  findProjectAuth(context, project_id).emailServer = body;
  return { ...body };
};

/** Deletes the integration from the branch that has it. */
export const deleteNeonAuthIntegration: Handler<DeleteNeonAuthIntegrationParams, undefined> = (
  context,
  { project_id, auth_provider, body },
) => {
  const services = [...findProject(context, project_id).branches.values()].map(servicesOf);
  const found = services.find(({ auth }) => auth?.integration.auth_provider === auth_provider);
  if (!found) throw notFound('Neon Auth integration');
  disableAuth(found, body?.delete_data ?? false);
  return undefined;
};

export const listNeonAuthIntegrations: Handler<ListNeonAuthIntegrationsParams, ListNeonAuthIntegrationsResponse> = (
  context,
  { project_id },
) => ({
  data: [...findProject(context, project_id).branches.values()]
    .flatMap((record) => servicesOf(record).auth ?? [])
    .map(({ integration }) => ({ ...integration })),
});

export const listNeonAuthOauthProviders: Handler<
  ListNeonAuthOauthProvidersParams,
  ListNeonAuthOauthProvidersResponse
> = (context, { project_id }) => listProviders(findProjectAuth(context, project_id));

export const addNeonAuthOauthProvider: Handler<AddNeonAuthOauthProviderParams, AddNeonAuthOauthProviderResponse> = (
  context,
  { project_id, body },
) => addProvider(findProjectAuth(context, project_id), body);

export const updateNeonAuthOauthProvider: Handler<
  UpdateNeonAuthOauthProviderParams,
  UpdateNeonAuthOauthProviderResponse
> = (context, { project_id, oauth_provider_id, body }) =>
  updateProvider(findProjectAuth(context, project_id), oauth_provider_id, body);

export const deleteNeonAuthOauthProvider: Handler<DeleteNeonAuthOauthProviderParams, undefined> = (
  context,
  { project_id, oauth_provider_id },
) => removeProvider(findProjectAuth(context, project_id), oauth_provider_id);
