import { tmpdir } from 'node:os';

type Environment = Readonly<Record<string, string | undefined>>;

/** Set by a package manager for its scripts, or by a developer for our packages: another project would not have them. */
const OURS = /^(npm_|pnpm_|yarn_|xdg_|neon_|node_options$|init_cwd$|turbo_|vitest)/i;

/** Returns the environment of a program that this process starts, as if a person had started it. */
export function plainEnvironment(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined || OURS.test(name) ? [] : [[name, value]])),
  );
}

export interface RegistryUse {
  readonly registry: string;
  /** The home of the user. Package managers keep their caches below it. */
  readonly home: string;
}

/** Returns the environment of a user whose package managers install from the registry, with empty caches. */
export function userEnvironment(env: Environment, { registry, home }: RegistryUse): Record<string, string> {
  return {
    ...plainEnvironment(env),
    HOME: home,
    // The emulator runs Postgres as another user if root starts it, who cannot enter the private folder of a command.
    TMPDIR: env.TMPDIR ?? tmpdir(),
    npm_config_registry: registry,
    npm_config_cache: `${home}/npm-cache`,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    NO_COLOR: '1',
  };
}
