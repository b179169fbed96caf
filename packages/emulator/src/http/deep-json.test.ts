import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useEmulator } from '../../test/support/use-emulator.ts';
import { type EmulatorOptions, resolveOptions } from '../start/index.ts';

const get = useEmulator();

/** Returns `{"a":{"a":…1}}` with this many levels. */
const nest = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

interface Answer {
  readonly status: number;
  readonly body: { readonly message: string };
}

async function send(path: string, token: string, body: string | FormData, contentType?: string): Promise<Answer> {
  const response = await fetch(new URL(path, get().emulator.apiUrl), {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, ...(contentType ? { 'Content-Type': contentType } : {}) },
    body,
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

describe('a body that is nested too deeply returns 400', () => {
  test.each([101, 4_000, 100_000])('as JSON with %i levels in an API call', async (levels) => {
    const { apiKey } = get().emulator;
    const body = `{"project":{"settings":${nest(levels - 2)}}}`;
    expect(await send('/api/v2/projects', apiKey, body, 'application/json')).toMatchObject({
      status: 400,
      body: { message: 'body is nested deeper than 100 levels' },
    });
  });

  test('but a body with 100 levels is validated against the contract', async () => {
    const { apiKey } = get().emulator;
    const { body } = await send('/api/v2/projects', apiKey, nest(100), 'application/json');
    expect(body.message).toMatch(/must have required property 'project'/);
  });

  test.each(['/__emulator/faults', '/__emulator/clock'])('as JSON in a call of %s', async (path) => {
    const { adminToken } = get().emulator;
    expect(await send(path, adminToken, nest(100_000))).toMatchObject({
      status: 400,
      body: { message: 'body is nested deeper than 100 levels' },
    });
  });

  test('as a form', async () => {
    const body = `project${'[a]'.repeat(200_000)}=1`;
    const { status } = await send('/api/v2/projects', get().emulator.apiKey, body, 'application/x-www-form-urlencoded');
    expect(status).toBe(400);
  });

  test('as JSON in a field of a multipart form', async () => {
    const { createProject, emulator } = get();
    const { project, branch } = await createProject();
    const form = new FormData();
    form.set('zip', new Blob(['code']), 'code.zip');
    form.set('environment', nest(100_000));
    const path = `/api/v2/projects/${project.id}/branches/${branch.id}/functions/one/deployments`;
    expect((await send(path, emulator.apiKey, form)).status).toBe(400);
  });
});

describe('a seed that is nested too deeply is refused', () => {
  const refusal = 'The seed is nested deeper than 100 levels.';

  test('as an object, even if it contains itself', () => {
    const seed: Record<string, unknown> = { projects: [] };
    seed.itself = seed;
    expect(() => resolveOptions({ seed } as unknown as EmulatorOptions)).toThrow(refusal);
  });

  test('as a file', () => {
    const dir = mkdtempSync(join(tmpdir(), 'neon-seed-'));
    const file = join(dir, 'seed.json');
    writeFileSync(file, `{"projects":[{"project":${nest(5_000)}}]}`);
    expect(() => resolveOptions({ seed: file })).toThrow(refusal);
    rmSync(dir, { recursive: true });
  });
});
