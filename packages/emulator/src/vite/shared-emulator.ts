import { type Emulator, type EmulatorOptions, startEmulator } from '../start/index.ts';

/** A use of an emulator that several servers share. */
export interface EmulatorUse {
  readonly emulator: Emulator;
  /** Sets variables of this process, until the last use ends. */
  setVariables(variables: Readonly<Record<string, string>>): void;
  /** Stops the emulator after the last use. */
  end(): Promise<void>;
}

interface Shared {
  readonly started: Promise<Emulator>;
  readonly before: Map<string, string | undefined>;
  users: number;
}

const emulators = new Map<string, Shared>();

/**
 * Returns the emulator of a data directory, and starts it for the first use. A dev server that restarts creates its
 * successor before it closes, and a directory can have only one emulator.
 */
export async function useSharedEmulator(
  dataDir: string,
  options: EmulatorOptions,
  env: NodeJS.ProcessEnv = process.env,
): Promise<EmulatorUse> {
  const shared = emulators.get(dataDir) ?? {
    started: startEmulator({ ...options, dataDir }),
    before: new Map<string, string | undefined>(),
    users: 0,
  };
  emulators.set(dataDir, shared);
  shared.users += 1;
  const end = async (): Promise<void> => {
    shared.users -= 1;
    if (shared.users > 0) return;
    emulators.delete(dataDir);
    for (const [name, value] of shared.before) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
    await (await shared.started).stop();
  };
  const emulator = await shared.started.catch((error: unknown) => {
    emulators.delete(dataDir);
    throw error;
  });
  return {
    emulator,
    setVariables(variables) {
      for (const [name, value] of Object.entries(variables)) {
        if (!shared.before.has(name)) shared.before.set(name, env[name]);
        env[name] = value;
      }
    },
    end,
  };
}
