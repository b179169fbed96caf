import type { Branch, Endpoint, Operation, Project } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { findBarriers, goTo, useConsole } from './use-console.ts';

const get = useConsole({ postgres: 'off', speed: 'instant', clock: 'virtual' });

interface Made {
  readonly project: Project;
  readonly branch: Branch;
  readonly endpoints: Endpoint[];
}

async function makeProject(name: string): Promise<Made> {
  const { call, emulator } = get();
  const made = await call<Made>('POST', '/projects', { project: { name, org_id: emulator.orgId } });
  await emulator.settle();
  return made;
}

const branchesOf = async (projectId: string): Promise<Branch[]> =>
  (await get().call<{ branches: Branch[] }>('GET', `/projects/${projectId}/branches`)).branches;

test('the token leaves the address, and a reload keeps the session', async () => {
  const { open, emulator } = get();
  const page = await open();
  await page.getByText('Live').waitFor();
  expect(page.url()).toBe(`${new URL(emulator.apiUrl).origin}/#/`);
  await page.reload();
  await page.getByText('Live').waitFor();
});

test('a page without the token asks for the printed address', async () => {
  const { open, emulator, expectFaults } = get();
  expectFaults(/401/);
  const page = await open();
  await page.getByText('Live').waitFor();
  await page.evaluate('sessionStorage.clear()');
  await page.reload();
  await page.getByLabel('Console address').fill(emulator.consoleUrl.replace(emulator.adminToken, 'neon_admin_wrong'));
  await page.getByRole('button', { name: 'Open the console' }).click();
  await page.getByText('refused the token').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('Console address').fill(emulator.consoleUrl);
  await page.getByRole('button', { name: 'Open the console' }).click();
  await page.getByText('Live').waitFor();
});

test('a project created here exists in the API, and one created there appears here', async () => {
  const { open, call, emulator } = get();
  const page = await open();
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByLabel('Name').fill('from-the-page');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name: 'from-the-page' }).waitFor();
  const { projects } = await call<{ projects: Project[] }>('GET', `/projects?org_id=${emulator.orgId}`);
  expect(projects.map(({ name }) => name)).toContain('from-the-page');
  await goTo(page, '#/');
  await makeProject('from-the-api');
  await page.getByRole('link', { name: /from-the-api/ }).waitFor();
  await page.getByLabel('Search projects').fill('the-page');
  await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
});

test('a branch can be created with an expiry, inspected and deleted', async () => {
  const { open, emulator } = get();
  const { project } = await makeProject('branching');
  const page = await open(`#/projects/${project.id}`);
  await page.getByRole('treeitem', { name: /main/ }).waitFor();
  await page.getByRole('button', { name: 'New branch' }).click();
  await page.getByLabel('Name').fill('dev');
  await page.getByLabel('Expires').selectOption('In 1 hour');
  await page.getByRole('button', { name: 'Create branch' }).click();
  const row = page.getByRole('treeitem', { name: /dev/ });
  await row.waitFor();
  await page.getByRole('heading', { name: 'dev' }).waitFor();
  const dev = (await branchesOf(project.id)).find(({ name }) => name === 'dev');
  expect(Date.parse(dev?.expires_at ?? '') - emulator.clock.now()).toBe(3_600_000);
  expect(await row.getAttribute('aria-level')).toBe('2');

  await page.getByText('postgresql://neondb_owner:••••••••@').first().waitFor();
  await page.getByRole('button', { name: 'Show the password' }).click();
  await page
    .getByText(/postgresql:\/\/neondb_owner:npg_/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Copy the pooled URI' }).click();
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/npg_.*-pooler/);

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete branch' }).click();
  await row.waitFor({ state: 'detached' });
  expect((await branchesOf(project.id)).map(({ name }) => name)).toEqual(['main']);
});

test('a compute can be suspended and started, and the page follows what others do', async () => {
  const { open, call, emulator } = get();
  const { project, branch, endpoints } = await makeProject('computes');
  const path = `/projects/${project.id}/endpoints/${endpoints[0]?.id}`;
  const stateOf = async (): Promise<string> => (await call<{ endpoint: Endpoint }>('GET', path)).endpoint.current_state;
  const page = await open(`#/projects/${project.id}/branches/${branch.id}`);
  await page.getByText(/Suspended in 4 min|Suspended in 5 min/).waitFor();
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('treeitem', { name: /Idle/ }).waitFor();
  expect(await stateOf()).toBe('idle');
  await call('POST', `${path}/start`);
  await emulator.settle();
  await page.getByRole('treeitem', { name: /Awake/ }).waitFor();
});

test('databases and roles can be added and deleted', async () => {
  const { open, call } = get();
  const { project, branch } = await makeProject('contents');
  const page = await open(`#/projects/${project.id}/branches/${branch.id}`);
  await page.getByRole('button', { name: 'Add a role' }).click();
  await page.getByLabel('Name').fill('reader');
  await page.getByRole('button', { name: 'Create role' }).click();
  await page.getByRole('button', { name: 'Delete role reader' }).waitFor();
  await page.getByRole('button', { name: 'Add a database' }).click();
  await page.getByLabel('Name').fill('books');
  await page.getByLabel('Owner', { exact: true }).selectOption('reader');
  await page.getByRole('button', { name: 'Create database' }).click();
  await page.getByRole('button', { name: 'Delete database books' }).waitFor();
  const place = `/projects/${project.id}/branches/${branch.id}`;
  expect(await call('GET', `${place}/databases/books`)).toMatchObject({ database: { owner_name: 'reader' } });
  await page.getByRole('button', { name: 'Delete database books' }).click();
  await page.getByRole('button', { name: 'Delete database', exact: true }).click();
  await page.getByRole('button', { name: 'Delete database books' }).waitFor({ state: 'detached' });
  const { databases } = await call<{ databases: { name: string }[] }>('GET', `${place}/databases`);
  expect(databases.map(({ name }) => name)).toEqual(['neondb']);
});

test('requests appear with their bodies, and can be copied', async () => {
  const { open } = get();
  const page = await open('#/requests');
  await page.getByRole('heading', { name: 'Requests' }).waitFor();
  // Otherwise, the first row may be one of an earlier test.
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('heading', { name: 'Requests 0' }).waitFor();
  await makeProject('logged');
  await page
    .getByRole('button', { name: /201 POST \/projects createProject/ })
    .first()
    .click();
  await page.getByText('"name": "logged"').first().waitFor();
  expect(await page.locator('.json').last().textContent()).toContain('[redacted]');
  await page.getByRole('button', { name: 'Copy as TypeScript' }).click();
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain('await createProject(neon, {');
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toContain("curl -X POST 'http://");
});

test('operations are bars by branch, with details on focus', async () => {
  const { open, call } = get();
  const { project } = await makeProject('timeline');
  const page = await open(`#/projects/${project.id}/operations`);
  await page.getByRole('button', { name: 'create_timeline, finished' }).waitFor();
  await page.getByRole('button', { name: 'start_compute, finished' }).focus();
  await page.locator('.bar-details').getByText('start_compute').waitFor();
  const { operations } = await call<{ operations: Operation[] }>('GET', `/projects/${project.id}/operations`);
  expect(await page.locator('.bar').count()).toBe(operations.length);
});

test('faults, limits and the clock can be switched', async () => {
  const { open, emulator, call } = get();
  const page = await open('#/controls');
  await page.getByRole('switch', { name: /Unavailable/ }).check();
  await page.getByText('struck 0 of 0').waitFor();
  await expect(call('GET', '/regions')).rejects.toThrow('503');
  await page.getByText('struck 1 of 1').waitFor();
  await page.getByRole('switch', { name: /Unavailable/ }).uncheck();
  await expect.poll(() => emulator.faults.list()).toEqual([]);

  await page.getByRole('switch', { name: /Enforce/ }).check();
  await page.getByLabel('Plan').selectOption('Free');
  await page.getByText('700 requests a minute').waitFor();
  await page.getByRole('switch', { name: /Enforce/ }).uncheck();
  await page.getByText('Any number of requests').waitFor();

  const before = emulator.clock.now();
  await page.getByRole('button', { name: 'Step 1 h' }).click();
  await expect.poll(() => emulator.clock.now() - before).toBe(3_600_000);
  await page.getByRole('button', { name: 'Run the clock' }).click();
  await expect.poll(() => emulator.clock.now() - before).toBeGreaterThan(3_600_000);
  await page.getByRole('button', { name: 'Stop the clock' }).click();
});

test('of many branches, few rows are rendered, and arrow keys reach the last', async () => {
  const { open, call, emulator } = get();
  const { project } = await makeProject('crowd');
  for (let index = 1; index < 200; index++) {
    const name = `b${String(index).padStart(3, '0')}`;
    await call('POST', `/projects/${project.id}/branches`, { branch: { name } });
    await emulator.settle();
  }
  const page = await open(`#/projects/${project.id}`);
  await page.getByPlaceholder('Search 200 branches').waitFor();
  expect(await page.getByRole('treeitem').count()).toBeLessThan(60);
  await page.getByRole('tree').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await page.getByRole('heading', { name: 'b199' }).waitFor();
  const last = page.getByRole('treeitem', { name: /b199/, selected: true });
  expect(await page.getByRole('tree').getAttribute('aria-activedescendant')).toBe(await last.getAttribute('id'));
});

describe('accessibility', () => {
  test.each([
    ['light', 'serious barriers', undefined],
    ['dark', 'weak contrasts', 'color-contrast'],
  ] as const)('in the %s theme, no view has %s', async (colorScheme, _, rule) => {
    const { open } = get();
    const { project, branch } = await makeProject(`accessible-${colorScheme}`);
    const page = await open('#/', { colorScheme });
    const views = [
      ['#/', 'Projects'],
      [`#/projects/${project.id}/branches/${branch.id}`, 'Databases and roles'],
      [`#/projects/${project.id}/operations`, `accessible-${colorScheme}`],
      ['#/requests', 'Requests'],
      ['#/controls', 'Clock'],
    ] as const;
    for (const [fragment, heading] of views) {
      await goTo(page, fragment);
      await page.getByRole('heading', { name: heading }).first().waitFor();
      expect([fragment, ...(await findBarriers(page, rule))]).toEqual([fragment]);
    }
    await goTo(page, `#/projects/${project.id}/branches`);
    await page.getByRole('button', { name: 'New branch' }).click();
    expect(await findBarriers(page, rule)).toEqual([]);
  });
});
