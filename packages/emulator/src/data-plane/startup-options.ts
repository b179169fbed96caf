import { type EndpointSide, readSide } from './pooled-name.ts';

export interface StartupOptions {
  /** What `endpoint=…` names. */
  readonly named: EndpointSide | undefined;
  /** The options of Neon's proxy that change a session, by name without `neon_`. */
  readonly neon: ReadonlyMap<string, string>;
  /** What Postgres receives. */
  readonly others: string;
}

/**
 * Options of Neon's proxy: `neon_lsn:0/1A2B3C8`, `neon_timestamp:2030-01-31T12:00:00Z`.
 * https://github.com/neondatabase/neon/blob/main/proxy/src/proxy/mod.rs and, for the two points,
 * https://github.com/neondatabase/neonctl/blob/main/src/commands/connection_string.ts
 */
const NEON_OPTION = /^neon_(\w+):(.+)$/gs;
/** The emulator always does what this one asks for. */
const HARMLESS = ['proxy_params_compat'];

/** Separates what is meant for Neon's proxy from the words of startup options. A backslash escapes a space in a word. */
export function splitStartupOptions(options: string): StartupOptions {
  const words = options.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const named = words.find((word) => word.startsWith('endpoint='));
  const neon = words.flatMap((word) => [...word.matchAll(NEON_OPTION)]);
  return {
    named: named === undefined ? undefined : readSide(named.slice('endpoint='.length)),
    neon: new Map(neon.flatMap(([, name = '', value = '']) => (HARMLESS.includes(name) ? [] : [[name, value]]))),
    others: words.filter((word) => !word.startsWith('endpoint=') && word.search(NEON_OPTION) < 0).join(' '),
  };
}
