import { launchBrowser } from '@neon-api/ground/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../test/support/use-emulator.ts';

let neon: TestEmulator;
beforeAll(async () => {
  neon = await startTestEmulator();
});
afterAll(() => neon.emulator.stop());

test('the document has this emulator as server, only the bearer key, and an example for each body', async () => {
  const { apiUrl, referenceUrl, apiKey } = neon.emulator;
  const response = await fetch(new URL('/reference/openapi.json', referenceUrl));
  const text = await response.text();
  const document = JSON.parse(text) as ShownDocument;
  expect(document.servers).toEqual([{ url: apiUrl }]);
  expect(Object.keys(document.components.securitySchemes)).toEqual(['BearerAuth']);
  const created = document.paths['/projects']?.post?.responses['201']?.content?.['application/json']?.example;
  expect(created).toMatchObject({ project: { id: expect.any(String) }, operations: [{ status: expect.any(String) }] });
  expect(text).not.toContain(apiKey);
  const asked = JSON.stringify(document.paths['/projects']?.post?.requestBody).match(/"pg_version":\d+/g);
  expect(new Set(asked)).toEqual(new Set(['"pg_version":17']));
});

test('the examples that list and create projects name the organization', async () => {
  const { referenceUrl, orgId } = neon.emulator;
  const response = await fetch(new URL('/reference/openapi.json', referenceUrl));
  const { get, post } = ((await response.json()) as ShownDocument).paths['/projects'] ?? {};
  expect(get?.parameters).toContainEqual(expect.objectContaining({ name: 'org_id', example: orgId }));
  const { example, examples } = post?.requestBody?.content['application/json'] ?? {};
  const bodies = [example, ...Object.values(examples ?? {}).map(({ value }) => value)].filter(Boolean);
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) expect(body).toMatchObject({ project: { org_id: orgId } });
});

describe('in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  /** Opened once, because Scalar needs seconds to show a page. */
  let opened: Opened;
  beforeAll(async () => {
    browser = await launchBrowser();
    opened = await open(browser, neon.emulator.referenceUrl, 'light');
  }, 60_000);
  afterAll(() => browser?.close());

  test('the page loads without warnings or errors in the console', async () => {
    const { complaints } = opened;
    // Scalar validates the document after it has shown the page, and then reports how long that took.
    await expect.poll(() => complaints.finished(), { timeout: 20_000 }).toBe(true);
    expect(complaints.list()).toEqual([]);
  });

  test('createProject can be filled in and sent with the key from the address, and returns 201', async () => {
    const { emulator, api } = neon;
    const { page, outside } = await open(browser, emulator.referenceUrl, 'light');
    expect(page.url()).not.toContain(emulator.apiKey);
    expect(await brightnessOf(page)).toBeGreaterThan(200);

    await page.locator('aside, nav').first().getByText('Project', { exact: true }).click();
    await page.getByText('Create project', { exact: true }).first().click();
    await page
      .getByRole('button', { name: /Test Request.*\(post \/projects\)/i })
      .first()
      .click();
    await page.locator('.cm-content[contenteditable="true"]').last().click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(JSON.stringify({ project: { name: 'from-the-browser', org_id: emulator.orgId } }));
    // The page applies typed text with a delay, so the first request may still send the example.
    const send = async (): Promise<readonly string[]> => {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: /^Send/ }).first().click();
      expect((await answered).status()).toBe(201);
      const { body } = await api.get<{ projects: { name: string }[] }>('/projects');
      return body.projects.map(({ name }) => name);
    };
    await expect.poll(send, { timeout: 20_000 }).toContain('from-the-browser');
    await page.getByText(/^201/).last().waitFor();
    expect(outside).toEqual([]);
    await page.context().close();
  });

  test('a path parameter that is not filled in is not sent, and the page says which', async () => {
    const { page } = opened;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.locator('aside, nav').first().getByText('Project', { exact: true }).click();
    await page.getByText('Retrieve project details', { exact: true }).first().click();
    await page
      .getByRole('button', { name: /Test Request.*\(get \/projects\/\{project_id\}\)/i })
      .first()
      .click();
    await page.getByRole('button', { name: /^Send/ }).first().click();
    await page.getByText('Fill in project_id, then send the request again.').first().waitFor();
    expect(sent.filter((url) => url.includes('/api/v2'))).toEqual([]);
  });

  test('the page is dark if the reader prefers dark mode', async () => {
    const { page } = await open(browser, neon.emulator.referenceUrl, 'dark');
    expect(await brightnessOf(page)).toBeLessThan(60);
    await page.context().close();
  });
});

interface ShownDocument {
  readonly servers: readonly object[];
  readonly components: { readonly securitySchemes: object };
  readonly paths: Readonly<Record<string, { readonly get?: ShownOperation; readonly post?: ShownOperation }>>;
}

interface ShownOperation {
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly content: ShownContent };
  readonly responses: Readonly<Record<string, { readonly content?: ShownContent }>>;
}

type ShownContent = Readonly<
  Record<string, { readonly example?: object; readonly examples?: Record<string, { readonly value: object }> }>
>;

interface Opened {
  readonly page: Page;
  /** Requests to other servers than the emulator. */
  readonly outside: string[];
  readonly complaints: Complaints;
}

/** What the page has written to the console. */
interface Complaints {
  list(): readonly string[];
  /** Whether Scalar has loaded the document. */
  finished(): boolean;
}

function watchConsole(page: Page): Complaints {
  const complaints: string[] = [];
  let isFinished = false;
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
    if (message.text().startsWith('addDocument:')) isFinished = true;
  });
  return { list: () => complaints, finished: () => isFinished };
}

async function open(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<Opened> {
  const context = await browser.newContext({ colorScheme, viewport: { width: 1400, height: 1000 } });
  const page = await context.newPage();
  const complaints = watchConsole(page);
  const outside: string[] = [];
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(new URL(url).origin) || /^(data|blob):/.test(request.url());
    if (!isOwn) outside.push(request.url());
  });
  await page.goto(url);
  await page.getByText('Neon API on the emulator').first().waitFor();
  return { page, outside, complaints };
}

/** Returns the brightness of the page's background, 0–255. */
async function brightnessOf(page: Page): Promise<number> {
  const color = String(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
  return Number(/\d+/.exec(color)?.[0]);
}
