import type { Launch, PostgresBinaries } from '../binaries/index.ts';
import { findForbidden, type Parameters } from './allowed-settings.ts';
import { ProgramFailure, readOutput, runToEnd } from './run-to-end.ts';

/** Lets Postgres check the settings of an endpoint. Returns why it refuses them, or undefined. */
export type CheckSettings = (
  binaries: PostgresBinaries,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
) => Promise<string | undefined>;

/** Creates the check. It reads the parameters of each Postgres once. */
export function createSettingsCheck(): CheckSettings {
  const known = new Map<string, Promise<Parameters>>();
  const parametersOf = ({ postgres }: PostgresBinaries): Promise<Parameters> => {
    const parameters = known.get(postgres) ?? readParameters(postgres);
    known.set(postgres, parameters);
    parameters.catch(() => known.delete(postgres));
    return parameters;
  };

  return async (binaries, dataDir, settings) => {
    const names = Object.keys(settings);
    if (names.length === 0) return undefined;
    return (
      findForbidden(names, await parametersOf(binaries)) ??
      findUnsafeValue(binaries.launch, settings) ??
      findInvalidValue(binaries.postgres, dataDir, settings)
    );
  };
}

/** Reads names and contexts from `postgres --describe-config`, a line for each parameter. */
async function readParameters(postgres: string): Promise<Parameters> {
  const lines = (await readOutput([postgres, '--describe-config'])).split('\n');
  return new Map(
    lines.map((line) => line.split('\t')).map(([name = '', context = '']) => [name.toLowerCase(), context]),
  );
}

/** The values are arguments of a program. pg_ctl passes them through a shell. */
function findUnsafeValue(launch: Launch, settings: Readonly<Record<string, string>>): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are refused
  const unsafe = launch === 'direct' ? /[\x00-\x1f]/ : /[\x00-\x1f"'`$\\%^&|<>!]/;
  const found = Object.entries(settings).find(([, value]) => unsafe.test(value));
  return found && `pg_settings: the value of "${found[0]}" has characters that the emulator cannot pass to Postgres`;
}

/** Postgres reads the settings as at a start, prints one of them, and ends. */
async function findInvalidValue(
  postgres: string,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const values = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  try {
    await runToEnd([postgres, '-C', 'port', '-D', dataDir, ...values]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProgramFailure)) throw error;
    const [, reason] = /^.*FATAL: +(.*)$/m.exec(error.printed) ?? [];
    if (reason === undefined) throw error;
    return `pg_settings: ${reason}`;
  }
}
