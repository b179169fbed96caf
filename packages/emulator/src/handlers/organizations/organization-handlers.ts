import type {
  CreateOrganizationInvitationsParams,
  CreateOrganizationInvitationsResponse,
  DeleteOrganizationSpendingLimitParams,
  DeleteOrganizationSpendingLimitResponse,
  GetOrganizationInvitationsParams,
  GetOrganizationInvitationsResponse,
  GetOrganizationParams,
  GetOrganizationResponse,
  GetOrganizationSpendingLimitParams,
  GetOrganizationSpendingLimitResponse,
  SetOrganizationSpendingLimitParams,
  SetOrganizationSpendingLimitResponse,
} from '@neon-api/types';
import { conflict } from '../../errors/index.ts';
import { randomUuid, timestampOf } from '../../support/index.ts';
import { showAll } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { findOrganization } from './find-organization.ts';

export const getOrganization: Handler<GetOrganizationParams, GetOrganizationResponse> = (context, { org_id }) => ({
  ...findOrganization(context, org_id).organization,
});

export const getOrganizationInvitations: Handler<
  GetOrganizationInvitationsParams,
  GetOrganizationInvitationsResponse
> = (context, { org_id }) => ({ invitations: showAll(findOrganization(context, org_id).invitations) });

/** Recorded only: the emulator sends no mail. */
export const createOrganizationInvitations: Handler<
  CreateOrganizationInvitationsParams,
  CreateOrganizationInvitationsResponse
> = (context, { org_id, body }) => {
  const { invitations } = findOrganization(context, org_id);
  const emails = [...invitations, ...body.invitations].map(({ email }) => email);
  const again = emails.find((email, index) => emails.indexOf(email) !== index);
  if (again !== undefined) throw conflict(`${again} is already invited`);
  const invited = body.invitations.map(({ email, role }) => ({
    id: randomUuid(context.random),
    email,
    org_id,
    role,
    invited_by: context.caller.userId,
    invited_at: timestampOf(context.clock),
  }));
  invitations.push(...invited);
  return { invitations: showAll(invited) };
};

export const getOrganizationSpendingLimit: Handler<
  GetOrganizationSpendingLimitParams,
  GetOrganizationSpendingLimitResponse
> = (context, { org_id }) => ({ spending_limit_cents: findOrganization(context, org_id).spendingLimitCents });

export const setOrganizationSpendingLimit: Handler<
  SetOrganizationSpendingLimitParams,
  SetOrganizationSpendingLimitResponse
> = (context, { org_id, body }) => {
  const record = findOrganization(context, org_id);
  record.spendingLimitCents = body.spending_limit_cents;
  return { spending_limit_cents: record.spendingLimitCents };
};

export const deleteOrganizationSpendingLimit: Handler<
  DeleteOrganizationSpendingLimitParams,
  DeleteOrganizationSpendingLimitResponse
> = (context, { org_id }) => {
  findOrganization(context, org_id).spendingLimitCents = null;
  return {};
};
