import { beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../src/generated/operations.ts';
import * as client from '../src/index.ts';
import { type DocBlock, helperNames, readDocBlocks, typeCheck } from './doc-blocks.ts';

const declare = (specifier: string, names: readonly string[]): string =>
  names.map((name) => `declare const ${name}: typeof import('${specifier}').${name};`).join('\n');

// What the documents assume: earlier imports, and the reader's own functions.
const PREAMBLE = `
${declare('@neon-api/client', Object.keys(client))}
${declare('@neon-api/client/operations', Object.keys(operations))}
${declare('@neon-api/helpers', helperNames())}
${declare('@neon-api/emulator', ['startEmulator'])}
declare const fleet: import('@neon-api/fleet').Fleet;
declare const units: readonly import('@neon-api/helpers').TenantUnit[];
declare const neon: import('@neon-api/client').NeonClient;
declare const created: import('@neon-api/types').CreateProjectResponse;
declare const project: import('@neon-api/types').Project;
declare const branch: import('@neon-api/types').Branch;
declare const body: import('@neon-api/types').CreateProjectBranchParams['body'] & {};
declare const apiKey: string;
declare const project_id: string;
declare const projectId: string;
declare const branchId: string;
declare const endpointId: string;
declare const role: string;
declare const password: string;
declare const database: string;
declare const orgId: string;
declare const keys: readonly string[];
declare const backup: import('@neon-api/types').Branch | undefined;
declare const staging: import('@neon-api/types').Branch;
declare const good: import('@neon-api/types').Branch;
declare const costs: ReturnType<typeof exportConsumption>;
declare const secrets: { put(name: string, value: string | undefined): Promise<void>; get(name: string): Promise<string> };
declare const fallback: { put(value: unknown): Promise<void> };
declare const engine: { run<T>(name: string, step: () => Promise<T>): Promise<T> };
type EphemeralBranch = import('@neon-api/helpers').EphemeralBranch;
declare function migrate(uri: string): Promise<void>;
declare function runMigrations(uri: string): Promise<void>;
declare function runTests(uri: string): Promise<void>;
declare function selectOne(uri: string): Promise<boolean>;
declare function rotate(): Promise<void>;
declare function use(branch: object): Promise<void>;
declare function beforeAll(work: () => Promise<void>): void;
declare function afterAll(work: () => unknown): void;
declare const branch_id: string;
declare const bucket_name: string;
declare const object_key: string;
declare const name: string;
declare const names: readonly string[];
declare const error: unknown;
declare const signal: AbortSignal;
declare const file: { write(chunk: Uint8Array): void };
declare function save(text: string): Promise<void>;
declare function load(): Promise<string>;
declare function reserveInRedis(route: string): Promise<number>;
declare function releaseInRedis(route: string): void;
declare function pauseInRedis(route: string, ms: number): void;
`;

const blocks = readDocBlocks();
const wrong: DocBlock = { path: 'none', line: 1, code: 'await getProject(neon, { project_ids: 1 });' };

describe('code in the documents', () => {
  let problems: string[][];
  beforeAll(() => {
    problems = typeCheck([...blocks, wrong], PREAMBLE);
  }, 60_000);

  test.each(blocks.map(({ path, line }, index) => [`${path}:${line}`, index] as const))('%s compiles', (_, index) => {
    expect(problems[index]).toEqual([]);
  });

  test('does not compile with an unknown parameter', () => {
    expect(problems.at(-1)).toEqual([expect.stringContaining('project_ids')]);
  });
});
