import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The credential in a profile of the Neon CLI. */
export type StoredCredential =
  | { readonly kind: 'key'; readonly apiKey: string }
  /** Tokens of a browser login. They can be refreshed only once, so only the CLI may use them. */
  | { readonly kind: 'oauth' }
  | { readonly kind: 'keyring' }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly problem: string };

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PROFILE = 'DEFAULT';

/**
 * Reads the API key of a Neon CLI profile; never writes. `profiles.json` names the file of each profile. Without it,
 * `credentials.json` is the only profile.
 */
export function readStoredKey(profile: string = DEFAULT_PROFILE, env: Environment = {}): StoredCredential {
  const profilesPath = locate('profiles.json', env);
  const profiles = profilesPath === undefined ? undefined : readJson(profilesPath);
  if (profiles?.problem !== undefined) return { kind: 'broken', problem: profiles.problem };
  const pointer = Object(Object(profiles?.content).profiles)[profile]?.credentials;
  if (typeof pointer === 'string' && profilesPath !== undefined) {
    return pointer === 'keyring' ? { kind: 'keyring' } : readCredential(resolve(dirname(profilesPath), pointer));
  }
  if (profile !== DEFAULT_PROFILE) return { kind: 'broken', problem: `The Neon CLI has no profile "${profile}"` };
  const path = locate('credentials.json', env);
  return path === undefined ? { kind: 'none' } : readCredential(path);
}

function readCredential(path: string): StoredCredential {
  const { content, problem } = readJson(path);
  if (problem !== undefined) return { kind: 'broken', problem };
  const { type, api_key, access_token } = Object(content);
  if (type === 'api_key') {
    if (typeof api_key === 'string' && api_key !== '') return { kind: 'key', apiKey: api_key };
    return { kind: 'broken', problem: `${path} has no api_key` };
  }
  return typeof access_token === 'string' ? { kind: 'oauth' } : { kind: 'none' };
}

/** Finds a file in the CLI's folder: `neon`, or `neonctl` in older versions. */
function locate(name: string, env: Environment): string | undefined {
  const chosen = env.NEON_CONFIG_DIR || env.NEONCTL_CONFIG_DIR;
  const home = env.HOME || env.USERPROFILE;
  const base = env.XDG_CONFIG_HOME || (home && join(home, '.config'));
  const folders = chosen ? [chosen] : base ? [join(base, 'neon'), join(base, 'neonctl')] : [];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Reads a JSON file. The reason never quotes the file, because it may contain secrets. */
function readJson(path: string): { readonly content?: unknown; readonly problem?: string } {
  try {
    return { content: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    const code: unknown = Object(error).code;
    return { problem: `${path} cannot be read (${typeof code === 'string' ? code : 'it is not JSON'})` };
  }
}
