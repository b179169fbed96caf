/** What this plugin uses of a Vite plugin. */
interface KeepEnvironment {
  readonly name: string;
  readonly enforce: 'pre';
  transform(code: string, file: string): string | undefined;
}

/**
 * A Vite plugin for the worker that runs examples. Vite replaces the environment of a page by an empty object. Examples
 * have variables, which `run-program.ts` sets, so the client must read them when it runs.
 */
export function keepEnvironment(): KeepEnvironment {
  return {
    name: 'keep-environment',
    enforce: 'pre',
    transform(code, file) {
      if (!/\/packages\/client\//.test(file.replaceAll('\\', '/'))) return undefined;
      return code.replaceAll('globalThis.process?.env', "Reflect.get(globalThis, 'process')?.env");
    },
  };
}
