const VERIFIER = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/;
const MOST_REMEMBERED = 1000;

/** Checks a password against what Postgres stores. */
export type PasswordCheck = (verifier: string, password: string) => Promise<boolean>;

/**
 * Uses Web Crypto, which browsers have in pages from https: and from this machine. Remembers results, because one check
 * takes thousands of hash rounds.
 */
export function createPasswordCheck(): PasswordCheck {
  const verdicts = new Map<string, Promise<boolean>>();
  return (verifier, password) => {
    const question = `${verifier} ${password}`;
    const verdict = verdicts.get(question) ?? verify(verifier, password);
    if (verdicts.size >= MOST_REMEMBERED) verdicts.clear();
    verdicts.set(question, verdict);
    return verdict;
  };
}

/** RFC 5802, 3: the stored key is the hash of a key that is derived from the password. */
async function verify(verifier: string, password: string): Promise<boolean> {
  const [, iterations, salt = '', stored = ''] = VERIFIER.exec(verifier) ?? [];
  if (iterations === undefined) return false;
  const { subtle } = crypto;
  const secret = await subtle.importKey('raw', bytesOf(password.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  const salted = await subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOfBase64(salt), iterations: Number(iterations) },
    secret,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  );
  const clientKey = await subtle.sign('HMAC', salted, bytesOf('Client Key'));
  const hash = new Uint8Array(await subtle.digest('SHA-256', clientKey));
  return btoa(String.fromCharCode(...hash)) === stored;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
