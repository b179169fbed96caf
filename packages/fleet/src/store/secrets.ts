import { NeonUsageError } from '@neon-api/client';
import { MASK, messageOf, redactUris } from '@neon-api/ground';

const CONNECTION_URI = /\bpostgres(ql)?:\/\/\S+/gi;
const EMULATOR_KEY = /\bneon_local_\w+/g;
const MAX_LENGTH = 2_000;

/** Returns the message of an error without keys, passwords and connection URIs. */
export function safeMessage(error: unknown): string {
  return withoutSecrets(messageOf(error)).slice(0, MAX_LENGTH);
}

/** Throws if a value that would be stored has a key, a password or a connection URI. The error does not quote it. */
export function assertNoSecret(what: string, value: unknown): void {
  const texts = [value];
  for (const part of texts) {
    if (typeof part === 'string' && withoutSecrets(part) !== part) {
      throw new NeonUsageError(
        `${what} contains a connection URI, a password or a key. The queue stores it in plain text: store a secret elsewhere, and pass its name.`,
      );
    }
    if (typeof part === 'object' && part !== null) texts.push(...Object.keys(part), ...Object.values(part));
  }
}

function withoutSecrets(text: string): string {
  return redactUris(text.replace(CONNECTION_URI, MASK).replace(EMULATOR_KEY, MASK));
}
