const PROJECT = {
  project: {
    id: 'quiet-field-12345678',
    name: 'shop',
    region_id: 'aws-us-east-1',
    pg_version: 17,
    store_passwords: true,
  },
};
const BODY = JSON.stringify(PROJECT);
const HEADERS = { 'content-type': 'application/json' };

/** A fetch that answers every request with one project, at once. */
export const stubFetch: typeof globalThis.fetch = async () => new Response(BODY, { headers: HEADERS });
