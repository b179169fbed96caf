import type { LoadHook } from 'node:module';

/** The package of Neon's serverless driver. */
export const DRIVER = '@neondatabase/serverless';

/** The name of the global symbol under which the main thread has its function. */
export const CONFIGURE = 'neon-emulator.configure-driver';

/** Lets imported copies of the driver pass their configuration to the main thread's function. Runs in Node's loader. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  if (loaded.format !== 'module' || !loaded.source || !isDriver(url)) return loaded;
  const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
  return { ...loaded, source: `${source}\n${codeFor(url)}` };
};

function isDriver(url: string): boolean {
  return url.includes(`/node_modules/${DRIVER}/`);
}

/** A module may import itself. Its configuration exists when its last lines run. */
function codeFor(url: string): string {
  return [
    `import { neonConfig as neonConfigForEmulator } from ${JSON.stringify(url)};`,
    `globalThis[Symbol.for('${CONFIGURE}')]?.(neonConfigForEmulator);`,
  ].join('\n');
}
