import type { FlagDescriptions } from '@neon-api/ground/cli';

/** The flags of every command. */
export const COMMON: FlagDescriptions = {
  values: {
    fleet: 'name of the fleet; default: NEON_FLEET_NAME, or default',
    org: 'id of the organization; default: NEON_ORG_ID, or that of the key',
    profile: 'Neon CLI profile whose API key to use; default: NEON_API_KEY, or NEON_PROFILE',
    'base-url': "URL of the API; default: NEON_API_BASE_URL, or Neon's API",
  },
  switches: {
    json: 'print the result as one line of JSON',
    help: 'print this help',
    version: 'print the version',
  },
};
