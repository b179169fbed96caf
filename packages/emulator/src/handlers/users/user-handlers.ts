import type {
  GetAuthDetailsParams,
  GetAuthDetailsResponse,
  GetCurrentUserInfoParams,
  GetCurrentUserInfoResponse,
  GetCurrentUserOrganizationsParams,
  GetCurrentUserOrganizationsResponse,
} from '@neon-api/types';
import type { Caller } from '../../access/index.ts';
import { notFound } from '../../errors/index.ts';
import type { OrganizationRecord, UserRecord } from '../../state/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';

function findCurrentUser({ store, caller }: HandlerContext): UserRecord {
  const user = store.state.users.find(({ id }) => id === caller.userId);
  if (!user) throw notFound('user');
  return user;
}

export const getCurrentUserInfo: Handler<GetCurrentUserInfoParams, GetCurrentUserInfoResponse> = (context) => {
  const { id, name, lastName, email } = findCurrentUser(context);
  return {
    id,
    name,
    last_name: lastName,
    email,
    login: email,
    image: '',
    auth_accounts: [{ email, name, login: email, image: '', provider: 'keycloak' }],
    plan: context.store.state.organizations[0]?.organization.plan ?? 'free',
    active_seconds_limit: 0,
    projects_limit: 1000,
    branches_limit: 5000,
    max_autoscaling_limit: 16,
  };
};

export const getCurrentUserOrganizations: Handler<
  GetCurrentUserOrganizationsParams,
  GetCurrentUserOrganizationsResponse
> = ({ store, caller }) => ({
  organizations: store.state.organizations
    .filter((record) => belongsTo(caller, record))
    .map(({ organization }) => ({ ...organization })),
});

/** An organization's key belongs only to that organization, even if its creator is a member of others. */
function belongsTo(caller: Caller, { organization, members }: OrganizationRecord): boolean {
  if (caller.kind !== 'user') return organization.id === caller.orgId;
  return members.some(({ user_id }) => user_id === caller.userId);
}

/** Shows the user's account, or the organization's if the key belongs to one. */
export const getAuthDetails: Handler<GetAuthDetailsParams, GetAuthDetailsResponse> = ({ caller }) =>
  caller.kind === 'user'
    ? { account_id: caller.userId, auth_method: 'api_key_user' }
    : { account_id: caller.orgId, auth_method: 'api_key_org' };
