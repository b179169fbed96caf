import { hmac, isSame, type ScramKeys, saltPassword, storedKeyOf } from './scram.ts';
import { parseVerifier, type ScramVerifier } from './scram-server.ts';

const MOST_REMEMBERED = 1000;

/** Checks a password against what Postgres stores; undefined if that is not a SCRAM verifier that it can check. */
export type PasswordCheck = (kept: string | null, password: string) => Promise<boolean | undefined>;

/** Caches results: branches share verifiers with their parents, and one check takes thousands of hash rounds. */
export function createPasswordCheck(): PasswordCheck {
  const verdicts = new Map<string, Promise<boolean>>();
  return async (kept, password) => {
    if (kept === null) return false;
    const verifier = parseVerifier(kept);
    if (!verifier) return undefined;
    const question = `${kept} ${password}`;
    const verdict = verdicts.get(question) ?? findKeys(verifier, password).then((keys) => keys !== undefined);
    if (verdicts.size >= MOST_REMEMBERED) verdicts.clear();
    verdicts.set(question, verdict);
    return verdict;
  };
}

/** Returns the keys of a password; undefined if the verifier is for another one. */
export async function findKeys(verifier: ScramVerifier, password: string): Promise<ScramKeys | undefined> {
  const salted = await saltPassword(password, verifier.salt, verifier.iterations);
  const clientKey = hmac(salted, 'Client Key');
  return isSame(storedKeyOf(clientKey), verifier.storedKey) ? { clientKey, serverKey: verifier.serverKey } : undefined;
}
