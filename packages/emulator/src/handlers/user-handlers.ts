import type {
  GetCurrentUserInfoParams,
  GetCurrentUserInfoResponse,
  GetCurrentUserOrganizationsParams,
  GetCurrentUserOrganizationsResponse,
} from '@neon-api/types';
import type { Handler } from './handler.ts';

export const getCurrentUserInfo: Handler<GetCurrentUserInfoParams, GetCurrentUserInfoResponse> = ({ store }) => {
  const { id, name, lastName, email } = store.state.user;
  return {
    id,
    name,
    last_name: lastName,
    email,
    login: email,
    image: '',
    auth_accounts: [{ email, name, login: email, image: '', provider: 'keycloak' }],
    plan: store.state.organization.plan,
    active_seconds_limit: 0,
    projects_limit: 1000,
    branches_limit: 5000,
    max_autoscaling_limit: 16,
  };
};

export const getCurrentUserOrganizations: Handler<
  GetCurrentUserOrganizationsParams,
  GetCurrentUserOrganizationsResponse
> = ({ store }) => ({ organizations: [{ ...store.state.organization }] });
