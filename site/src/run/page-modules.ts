import type { FetchEmulator } from '@neon-api/emulator/fetch';

/** The modules that programs of the page may import. Each is loaded when a program first needs it. */
const MODULES: Readonly<Record<string, () => Promise<object>>> = {
  '@neon-api/client': () => import('@neon-api/client'),
  '@neon-api/client/minimal': () => import('@neon-api/client/minimal'),
  '@neon-api/client/operations': () => import('@neon-api/client/operations'),
  '@neon-api/helpers': () => import('@neon-api/helpers'),
  '@neon-api/emulator/fetch': () => import('@neon-api/emulator/fetch'),
  '@neon-api/emulator/pglite': () => import('@neon-api/emulator/pglite'),
  '@neondatabase/serverless': () => import('@neondatabase/serverless'),
};

export const SERVERLESS = '@neondatabase/serverless';

/**
 * Loads modules by their names.
 * @throws Error for a module that the page does not have.
 */
export async function loadModules(specifiers: readonly string[]): Promise<ReadonlyMap<string, object>> {
  const loaded = specifiers.map(async (specifier): Promise<[string, object]> => {
    const load = MODULES[specifier];
    if (load === undefined) {
      throw new Error(`This page has no module ${specifier}. Import ${Object.keys(MODULES).join(', ')}.`);
    }
    return [specifier, await load()];
  });
  return new Map(await Promise.all(loaded));
}

/** Makes Neon's serverless driver send its statements to an emulator. */
export async function connectDriver(emulator: FetchEmulator): Promise<void> {
  const { neonConfig } = await import('@neondatabase/serverless');
  neonConfig.fetchFunction = emulator.fetch;
}
