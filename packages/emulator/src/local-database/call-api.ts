import type { Emulator } from '../start/index.ts';

/** Neon's status while operations of the project run. */
const LOCKED = 423;
const ATTEMPTS = 100;

/**
 * Makes a call to a running emulator, and waits for the operations that it starts. While operations of the project run,
 * Neon refuses changes; these are waited for.
 *
 * @throws Error if the call is refused.
 */
export async function callApi<Answer>(
  emulator: Emulator,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  let response = await send(emulator, method, path, body);
  for (let attempt = 1; response.status === LOCKED && attempt < ATTEMPTS; attempt += 1) {
    await emulator.settle();
    response = await send(emulator, method, path, body);
  }
  if (method !== 'GET') await emulator.settle();
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${text}`);
  return JSON.parse(text) as Answer;
}

function send({ apiUrl, apiKey }: Emulator, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${apiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
