/** What the page needs to call the emulator. */
export interface Credentials {
  readonly adminToken: string;
  readonly apiKey: string;
}

/** Reads the credentials from a fragment such as `#token=…&key=…`; undefined if one is missing. */
export function readCredentials(fragment: string): Credentials | undefined {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const [adminToken, apiKey] = [given.get('token'), given.get('key')];
  return adminToken && apiKey ? { adminToken, apiKey } : undefined;
}

const STORED_AS = 'neon-emulator-console';

/** Takes the credentials from the address and removes them there; a reloaded page finds them in the session. */
export function takeCredentials(
  page: Pick<Window, 'location' | 'history' | 'sessionStorage'>,
): Credentials | undefined {
  const given = readCredentials(page.location.hash);
  if (given) {
    page.history.replaceState(null, '', `${page.location.pathname}#/`);
    page.sessionStorage.setItem(STORED_AS, JSON.stringify(given));
    return given;
  }
  const stored = page.sessionStorage.getItem(STORED_AS);
  return stored === null ? undefined : (JSON.parse(stored) as Credentials);
}

export function forgetCredentials({ sessionStorage }: Pick<Window, 'sessionStorage'>): void {
  sessionStorage.removeItem(STORED_AS);
}
