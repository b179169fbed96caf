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

/** Answers every request with the same project. */
export const stubFetch: typeof globalThis.fetch = async () => new Response(BODY, { headers: HEADERS });
