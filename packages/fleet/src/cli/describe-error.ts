import { isNeonError } from '@neon-api/client';
import { safeMessage } from '../store/index.ts';

/** What the command says instead of the options of the library. */
const SENTENCES: readonly (readonly [library: string, command: string])[] = [
  ['Pass connectionString, or set NEON_FLEET_DATABASE_URL, to', 'Set NEON_FLEET_DATABASE_URL to'],
  ['connectionString must be', 'NEON_FLEET_DATABASE_URL must be'],
  ['{ orgId } to createNeonClient, or set', '--org, or set'],
  ['The name of a fleet must', '--fleet must'],
  ['concurrency must', '--concurrency must'],
  ['Add it to steps.', 'Export it in the steps of the --steps module.'],
  ['baseUrl or NEON_API_BASE_URL must be', '--base-url or NEON_API_BASE_URL must be'],
  ['check baseUrl', 'check --base-url'],
];

/** Returns the message of an error in the words of the command, without secrets. */
export function describeError(error: unknown): string {
  // Node reports the failures of several addresses as an error without a message.
  const { message, code } = Object(error);
  const text = safeMessage(message === '' ? (code ?? error) : error);
  // The operation names a function of the library. The message also has the method and the route.
  const start = isNeonError(error) ? `${error.operationId}: ` : '';
  const own = start !== '' && text.startsWith(start) ? text.slice(start.length) : text;
  return SENTENCES.reduce((all, [library, command]) => all.replace(library, command), own);
}
