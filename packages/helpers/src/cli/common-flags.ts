import type { FlagDescriptions } from '@neon-api/ground/cli';

/** The flags of every command. */
export const COMMON: FlagDescriptions = {
  values: {
    project: 'name or id of the project; default: NEON_PROJECT_ID, or the project of the linked folder (.neon)',
    org: 'id of the organization that has the project; default: NEON_ORG_ID, or that of the linked folder or the key',
    profile: 'Neon CLI profile whose API key to use; default: NEON_API_KEY, or NEON_PROFILE',
    'base-url': "URL of the API; default: NEON_API_BASE_URL, or Neon's API",
  },
  switches: {
    json: 'print the result as one line of JSON',
    yes: 'apply destructive changes; default: dry run',
    help: 'print this help',
    version: 'print the version',
  },
};
