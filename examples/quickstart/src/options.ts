import { parseArgs } from 'node:util';

export interface QuickstartOptions {
  /** Prints one summary line instead of the steps. */
  readonly json: boolean;
  /** Uses the real API instead of the emulator. */
  readonly live: boolean;
}

export const USAGE = `Usage: quickstart [--json] [--live]

  --json   print one summary line instead of the steps
  --live   use the API at NEON_API_BASE_URL (default: Neon) with NEON_API_KEY; it creates one project and deletes it`;

/** Parses the options. Throws a TypeError for an unknown one. */
export function readOptions(args: readonly string[]): QuickstartOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      live: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values.help ? 'help' : { json: values.json, live: values.live };
}
