import { expect, test } from 'vitest';
import { useEmulator } from '../../test/support/use-emulator.ts';

const get = useEmulator();

interface Sent {
  readonly status: number;
  readonly body: Record<string, { id: string; name: string } & Record<string, unknown>> & { message: string };
}

/** Sends a form, as `curl -d 'a[b]=…' -d …` does. */
async function sendForm(method: string, path: string, ...fields: string[]): Promise<Sent> {
  const { apiUrl, apiKey } = get().emulator;
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: fields.join('&'),
  });
  await get().emulator.settle();
  return { status: response.status, body: (await response.json()) as Sent['body'] };
}

test('forms can create a project, a branch, a role and a database', async () => {
  const made = await sendForm(
    'POST',
    '/projects',
    'project[name]=from+a+form',
    `project[org_id]=${get().emulator.orgId}`,
    'project[pg_version]=17',
    'project[store_passwords]=true',
    'project[settings][allowed_ips][ips][]=10.0.0.1',
    'project[settings][allowed_ips][ips][]=10.0.0.2',
    'project[default_endpoint_settings][autoscaling_limit_min_cu]=0.25',
  );
  expect(made).toMatchObject({
    status: 201,
    body: {
      project: {
        name: 'from a form',
        pg_version: 17,
        store_passwords: true,
        settings: { allowed_ips: { ips: ['10.0.0.1', '10.0.0.2'] } },
      },
    },
  });
  const projectId = made.body.project?.id;
  const branch = await sendForm(
    'POST',
    `/projects/${projectId}/branches`,
    'branch[name]=child',
    'branch[protected]=false',
    'endpoints[0][type]=read_write',
    'endpoints[0][autoscaling_limit_max_cu]=1',
  );
  expect(branch).toMatchObject({ status: 201, body: { branch: { name: 'child', protected: false } } });
  expect(branch.body.endpoints).toMatchObject([{ type: 'read_write', autoscaling_limit_max_cu: 1 }]);
  const path = `/projects/${projectId}/branches/${branch.body.branch?.id}`;
  expect(await sendForm('POST', `${path}/roles`, 'role[name]=writer')).toMatchObject({
    status: 201,
    body: { role: { name: 'writer' } },
  });
  const database = await sendForm('POST', `${path}/databases`, 'database[name]=shop', 'database[owner_name]=writer');
  expect(database).toMatchObject({ status: 201, body: { database: { name: 'shop', owner_name: 'writer' } } });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const expiring = await sendForm('PATCH', path, `branch[expires_at]=${encodeURIComponent(expiresAt)}`);
  expect(expiring).toMatchObject({ status: 200, body: { branch: { expires_at: expiresAt } } });
});

test.each([
  ['project[pg_version]=many', /body\.project\.pg_version must be integer/],
  ['project[store_passwords]=perhaps', /body\.project\.store_passwords must be boolean/],
  ['project[pg_version]=9', /body\.project\.pg_version must be >= 14/],
  ['name=x', /must have required property 'project'/],
  ['project=x', /body\.project must be object/],
  ['project[name', /unbalanced brackets/],
])('%s returns 400 and names the field', async (field, message) => {
  const { status, body } = await sendForm('POST', '/projects', field);
  expect(status).toBe(400);
  expect(body.message).toMatch(message);
});
