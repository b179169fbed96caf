import { request } from 'node:http';
import { seededRandom } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { createMalformedRequests, type MalformedRequest } from '../../test/support/malformed-requests.ts';
import { useEmulator } from '../../test/support/use-emulator.ts';
import { sharedContract } from '../contract/index.ts';

/** The long run uses NEON_EMULATOR_TEST_FUZZ=10000. */
const ROUNDS = Number(process.env.NEON_EMULATOR_TEST_FUZZ ?? 500);
const SEED = Number(process.env.NEON_EMULATOR_TEST_SEED ?? 1);
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

const get = useEmulator();

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Uses Node's client, which sends paths and methods unchanged. */
function send(base: string, apiKey: string, { method, path, headers, body }: MalformedRequest): Promise<Answer> {
  const { hostname, port, pathname } = new URL(base);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path: pathname + encodeURI(path).replaceAll('%25', '%') };
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    request({ ...options, headers: { ...headers, ...length, Authorization: `Bearer ${apiKey}` } }, async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode, text });
    })
      .on('error', reject)
      .end(body);
  });
}

test(`each of ${ROUNDS} malformed requests gets a 4xx response with a GeneralError`, { timeout: 300_000 }, async () => {
  const { emulator, log, createProject } = get();
  const { project, branch, endpoints } = await createProject();
  const { document, operations } = sharedContract();
  const resolve = (schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    typeof schema.$ref === 'string' ? lookUp(document, schema.$ref) : schema;
  const known = { project_id: project.id, branch_id: branch.id, endpoint_id: endpoints[0]?.id ?? '' };
  const draw = createMalformedRequests(operations, resolve, known, seededRandom(SEED));

  let usedBefore = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const malformed = draw();
    const { status = 0, text } = await send(emulator.apiUrl, emulator.apiKey, malformed);
    expect({ malformed, status, text: isGeneralError(text) ? 'a GeneralError' : text }).toEqual({
      malformed,
      status: expect.toSatisfy((value: number) => value >= 400 && value < 500),
      text: 'a GeneralError',
    });
    if (round === Math.floor(ROUNDS / 5)) usedBefore = process.memoryUsage().heapUsed;
  }
  expect(process.memoryUsage().heapUsed - usedBefore).toBeLessThan(MAX_GROWTH_BYTES);
  expect(log).toEqual([]);
});

function isGeneralError(text: string): boolean {
  if (text === '') return false;
  const { code, message, request_id: requestId } = JSON.parse(text) as Record<string, unknown>;
  return [code, message, requestId].every((field) => typeof field === 'string') && message !== '';
}

function lookUp(document: object, reference: string): Readonly<Record<string, unknown>> {
  let target: unknown = document;
  for (const step of reference.slice(2).split('/')) target = (target as Record<string, unknown>)[step];
  return target as Readonly<Record<string, unknown>>;
}
