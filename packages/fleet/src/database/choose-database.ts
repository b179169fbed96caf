import { NeonUsageError } from '@neon-api/client';

export interface DatabaseChoice {
  /** `connectionString` of the options. */
  readonly connectionString: string | undefined;
  /** NEON_FLEET_DATABASE_URL. */
  readonly environmentUrl: string | undefined;
  /** The address of the API that the client uses, if it is known. */
  readonly baseUrl: string | undefined;
}

/** A URI, or the API of an emulator that may have a database for the fleet. */
export type ChosenDatabase =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'emulator'; readonly baseUrl: string };

const URI = /^postgres(ql)?:\/\//;
const LOOPBACK = /^(localhost|\[::1\]|127(\.\d+){3})$/;

/**
 * Decides where the database of a fleet comes from. Neon itself never runs on loopback.
 *
 * @throws NeonUsageError if there is none, or the URI is not one of Postgres
 */
export function chooseDatabase({ connectionString, environmentUrl, baseUrl }: DatabaseChoice): ChosenDatabase {
  // An empty text usually comes from a variable that is not set. Another database would be a surprise.
  if (connectionString === '') throw noDatabase('connectionString is empty');
  const uri = connectionString ?? (environmentUrl || undefined);
  if (uri !== undefined) {
    if (URI.test(uri)) return { kind: 'uri', uri };
    // Not quoted: it may contain a password.
    const source = connectionString === undefined ? 'NEON_FLEET_DATABASE_URL' : 'connectionString';
    throw new NeonUsageError(`${source} must be the URI of a Postgres database: postgresql://…`);
  }
  if (baseUrl !== undefined && URL.canParse(baseUrl) && LOOPBACK.test(new URL(baseUrl).hostname)) {
    return { kind: 'emulator', baseUrl };
  }
  throw noDatabase('The fleet has no database');
}

/** Names the ways to get a database. */
export function noDatabase(problem: string): NeonUsageError {
  return new NeonUsageError(
    `${problem}. Pass connectionString, or set NEON_FLEET_DATABASE_URL, to the URI of a Postgres database. To try a fleet without one, start neon-emulator and set NEON_API_BASE_URL to its URL.`,
  );
}
