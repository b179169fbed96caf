import type { HandlerTable } from '../handler.ts';
import {
  getOrganizationMember,
  getOrganizationMembers,
  removeOrganizationMember,
  updateOrganizationMember,
} from './member-handlers.ts';
import {
  createOrganizationInvitations,
  deleteOrganizationSpendingLimit,
  getOrganization,
  getOrganizationInvitations,
  getOrganizationSpendingLimit,
  setOrganizationSpendingLimit,
} from './organization-handlers.ts';
import {
  assignOrganizationVPCEndpoint,
  assignProjectVPCEndpoint,
  deleteOrganizationVPCEndpoint,
  deleteProjectVPCEndpoint,
  getOrganizationVPCEndpointDetails,
  listOrganizationVPCEndpoints,
  listOrganizationVPCEndpointsAllRegions,
  listProjectVPCEndpoints,
} from './vpc-handlers.ts';

export { findMember, findOrganization, requireOrgId } from './find-organization.ts';

export const organizationHandlers: HandlerTable = {
  deleteOrganizationSpendingLimit,
  getOrganization,
  getOrganizationMember,
  getOrganizationMembers,
  getOrganizationSpendingLimit,
  removeOrganizationMember,
  setOrganizationSpendingLimit,
  updateOrganizationMember,
};

/** Recorded only: the emulator sends no mail and connects no network. */
export const recordedOrganizationHandlers: HandlerTable = {
  assignOrganizationVPCEndpoint,
  assignProjectVPCEndpoint,
  createOrganizationInvitations,
  deleteOrganizationVPCEndpoint,
  deleteProjectVPCEndpoint,
  getOrganizationInvitations,
  getOrganizationVPCEndpointDetails,
  listOrganizationVPCEndpoints,
  listOrganizationVPCEndpointsAllRegions,
  listProjectVPCEndpoints,
};
