import type { GetCurrentUserOrganizationsResponse } from '@neon-api/types';
import { expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();

test('the only user has one organization, which owns the projects', async () => {
  const { api, createProject } = get();
  expect((await api.get('/users/me')).body).toMatchObject({ email: 'developer@example.com' });
  const { body } = await api.get<GetCurrentUserOrganizationsResponse>('/users/me/organizations');
  expect(body.organizations).toHaveLength(1);
  expect((await createProject()).project.org_id).toBe(body.organizations[0]?.id);
});
