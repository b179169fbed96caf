/** Operations whose examples the page's emulator refuses, and why. */
export const REFUSED: Readonly<Record<string, RegExp>> = {
  getProjectBranchAiGateway: /the AI gateway is not available in this region/,
  // No program writes logs.
  listProjectBranchLogFieldValues: /has no log field/,
  removeOrganizationMember: /an organization needs an admin/,
  // The emulator has one organization.
  transferProjectsFromOrgToOrg: /organization not found/,
  transferProjectsFromUserToOrg: /organization not found/,
};
