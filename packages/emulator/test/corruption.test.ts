import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@neon-api/ground';
import type { PresignResponse, Project } from '@neon-api/types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EmulatorStartError } from '../src/errors/index.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../src/start/index.ts';
import type { Random } from '../src/support/index.ts';
import { type Api, type CreatedProject, createApi } from './support/api.ts';

/** The long run uses NEON_EMULATOR_TEST_CORRUPTIONS=50. */
const CORRUPTIONS = Number(process.env.NEON_EMULATOR_TEST_CORRUPTIONS ?? 12);
const SEED = Number(process.env.NEON_EMULATOR_TEST_SEED ?? 1);
const PROJECTS = 30;
const CONTENT = 'what was uploaded';

/** Data directories left by a kill and by a clean stop. */
const sources: string[] = [];
const dirs: string[] = [];
let acknowledged: Project[] = [];
let object = '';

function makeDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'neon-corruption-'));
  dirs.push(dir);
  return dir;
}

/** Locks contain no state: each start creates and removes them. */
const isLock = (name: string): boolean => name.includes('control-plane.lock');

function copyDir(from: string): string {
  const dir = makeDir();
  cpSync(from, dir, { recursive: true, filter: (path) => !isLock(path) });
  return dir;
}

const start = (dataDir: string, options: EmulatorOptions = {}): Promise<Emulator> =>
  startEmulator({ postgres: 'off', speed: 'instant', apiKey: 'k', dataDir, log: () => {}, ...options });

async function createProjects(api: Api, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    expect((await api.post('/projects', { project: {} })).status).toBe(201);
  }
}

async function readProjects(api: Api): Promise<Project[]> {
  const { status, body } = await api.get<{ projects: Project[] }>('/projects?limit=400');
  expect(status).toBe(200);
  return body.projects;
}

const identify = ({ id, name, created_at }: Project): object => ({ id, name, created_at });

async function readObject(api: Api): Promise<{ status: number; text: string }> {
  const { status, body } = await api.post<PresignResponse>(`${object}/presign`, { operation: 'download' });
  if (status !== 200) return { status, text: '' };
  const response = await fetch(body.url);
  return { status: response.status, text: await response.text() };
}

beforeAll(async () => {
  const dataDir = makeDir();
  const first = await start(dataDir);
  await createProjects(createApi(first), PROJECTS / 2);
  await first.settle();
  await first.stop();

  const second = await start(dataDir);
  const api = createApi(second);
  await createProjects(api, PROJECTS / 2 - 1);
  const { body } = await api.post<CreatedProject>('/projects', { project: {} });
  const buckets = `/projects/${body.project.id}/branches/${body.branch.id}/buckets`;
  await api.post(buckets, { name: 'files' });
  object = `${buckets}/files/objects/a`;
  const { body: up } = await api.post<PresignResponse>(`${object}/presign`, { operation: 'upload' });
  expect((await fetch(up.url, { method: up.method, body: CONTENT })).status).toBe(200);
  await second.settle();
  acknowledged = await readProjects(api);
  sources.push(copyDir(dataDir));
  await second.stop();
  sources.push(copyDir(dataDir));
});
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !isLock(name) && statSync(join(dir, name)).isFile())
    .toSorted();
}

const readAll = (dir: string): Map<string, string> =>
  new Map(listFiles(dir).map((name) => [name, readFileSync(join(dir, name), 'latin1')]));

const drawInt = (random: Random, below: number): number => Math.floor(random() * below);

type Corruption = (path: string, random: Random, others: readonly string[]) => void;

function rewrite(path: string, change: (content: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)));
}

/** Draws an offset within the records, not in the reserved space after them. */
const drawOffset = (content: Buffer, random: Random): number =>
  drawInt(random, content.toString('latin1').trimEnd().replace(/\0+$/, '').length || 1);

const CORRUPTIONS_BY_NAME: Readonly<Record<string, Corruption>> = {
  'a bit is flipped': (path, random) =>
    rewrite(path, (content) => {
      const offset = drawOffset(content, random);
      content[offset] = (content[offset] ?? 0) ^ (1 << drawInt(random, 8));
      return content;
    }),
  'the end is cut off': (path, random) => truncateSync(path, drawOffset(readFileSync(path), random)),
  'the end is cut off after a line': (path, random) =>
    rewrite(path, (content) => content.subarray(0, content.lastIndexOf('\n', drawOffset(content, random)) + 1)),
  'a block is zeroed': (path, random) =>
    rewrite(path, (content) => {
      const offset = drawOffset(content, random);
      return content.fill(0, offset, Math.min(offset + 512, content.byteLength));
    }),
  'the rest is zeroed': (path, random) => rewrite(path, (content) => content.fill(0, drawOffset(content, random))),
  'a line is removed': (path, random) =>
    rewrite(path, (content) => {
      const lines = content.toString('latin1').split('\n');
      lines.splice(drawInt(random, lines.length), 1);
      return Buffer.from(lines.join('\n'), 'latin1');
    }),
  'a line is duplicated': (path, random) =>
    rewrite(path, (content) => {
      const lines = content.toString('latin1').split('\n');
      const at = drawInt(random, lines.length);
      lines.splice(at, 0, lines[at] ?? '');
      return Buffer.from(lines.join('\n'), 'latin1');
    }),
  'something is appended': (path) => rewrite(path, (content) => Buffer.concat([content, Buffer.from('x\n')])),
  'the file is deleted': (path) => rmSync(path),
  'the file is emptied': (path) => truncateSync(path),
  'the file is swapped with another': (path, random, others) => {
    const other = others[drawInt(random, others.length)] ?? path;
    renameSync(path, `${path}.aside`);
    if (existsSync(other)) renameSync(other, path);
    renameSync(`${path}.aside`, other);
  },
  'the file is copied over another': (path, random, others) =>
    cpSync(path, others[drawInt(random, others.length)] ?? path),
  'the file is copied as another journal': (path, random) =>
    writeFileSync(join(path, '..', `control-plane.journal.${1 + drawInt(random, 5)}`), readFileSync(path)),
  'the journal number is changed': (path, random) =>
    rewrite(path, (content) =>
      Buffer.from(content.toString('latin1').replace(/"journal":\d+/, `"journal":${drawInt(random, 9)}`), 'latin1'),
    ),
};

/** Checks that every acknowledged change is there. An object may return an error that names its file. */
async function expectEverything(dir: string, emulator: Emulator): Promise<void> {
  const api = createApi(emulator);
  expect(await readProjects(api)).toEqual(acknowledged);
  const { status, text } = await readObject(api);
  if (status !== 200) expect(text).toContain(join(dir, 'objects'));
  else expect(text).toBe(CONTENT);
}

const names = Object.keys(CORRUPTIONS_BY_NAME);
const cases = Array.from({ length: CORRUPTIONS }, (_, round) => [round, names[round % names.length] ?? ''] as const);

test.each(cases)('corruption %i, %s: everything is intact, or the start fails', async (round, name) => {
  const random = seededRandom(SEED * 1000 + round);
  const source = sources[Math.floor(round / names.length + round) % sources.length];
  const dir = copyDir(source ?? '');
  const files = listFiles(dir).map((file) => join(dir, file));
  // Usually the journal or the snapshot.
  const targets = random() < 0.2 ? files : files.filter((path) => /json|journal/.test(path));
  const target = targets[drawInt(random, targets.length)] ?? '';
  CORRUPTIONS_BY_NAME[name]?.(
    target,
    random,
    files.filter((path) => path !== target),
  );
  const corrupted = readAll(dir);

  let refusal: unknown;
  try {
    const emulator = await start(dir);
    await expectEverything(dir, emulator).finally(() => emulator.stop());
  } catch (error) {
    if (!(error instanceof EmulatorStartError)) throw error;
    refusal = error;
  }
  if (!(refusal instanceof EmulatorStartError)) return;

  expect(readAll(dir)).toEqual(corrupted);
  if (target.endsWith('access.json')) {
    expect(refusal.message).toMatch(/access\.json is damaged\. Remove it/);
    rmSync(target);
    const emulator = await start(dir);
    await expectEverything(dir, emulator).finally(() => emulator.stop());
    return;
  }
  expect(refusal.message).toMatch(/control-plane\.\S+, byte \d+: .*--recover/);
  const recovered = await start(dir, { recover: true });
  // Operations that were unfinished then have finished now, which changes times.
  const kept = (await readProjects(createApi(recovered)).finally(() => recovered.stop())).map(identify);
  expect(acknowledged.map(identify)).toEqual(expect.arrayContaining(kept));
  const aside = listFiles(dir).filter((file) => file.startsWith('control-plane.damaged-'));
  const keptFiles = new Map(
    aside.map((file) => [file.slice(file.indexOf('/') + 1), readFileSync(join(dir, file), 'latin1')]),
  );
  for (const [file, content] of corrupted) {
    if (/^control-plane\.(json|mark|journal\.\d+)$/.test(file)) expect(keptFiles.get(file)).toBe(content);
  }
  // The files are intact again.
  const next = await start(dir);
  expect((await readProjects(createApi(next)).finally(() => next.stop())).map(identify)).toEqual(kept);
});
