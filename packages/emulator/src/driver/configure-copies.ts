import Module from 'node:module';
import { CONFIGURE, DRIVER } from './load-hook.ts';
import { type Fetch, redirectClass, redirectFetch, type WebSocketClass } from './redirect-globals.ts';

/**
 * Configures every copy of the driver that this process loads: those that are required here, and those that are
 * imported through the function that the load hook calls.
 */
export function configureCopies(env: NodeJS.ProcessEnv): void {
  const configure = (config: object): void => configureCopy(config, env);
  Object.defineProperty(globalThis, Symbol.for(CONFIGURE), { value: configure });
  const { require } = Module.prototype;
  Module.prototype.require = function requireAndConfigure(this: Module, id: string): unknown {
    const exports: unknown = require.call(this, id);
    if (id === DRIVER) configure((exports as { readonly neonConfig: object }).neonConfig);
    return exports;
  } as NodeJS.Require;
}

const configured = new WeakSet<object>();

/** Lets a copy use the emulator with the `fetch` and the WebSocket that the program sets, such as that of `ws`. */
function configureCopy(config: object, env: NodeJS.ProcessEnv): void {
  if (configured.has(config)) return;
  configured.add(config);
  wrapProperty(config, 'fetchFunction', (value) => redirectFetch(value as Fetch, env));
  wrapProperty(config, 'webSocketConstructor', (value) => redirectClass(value as WebSocketClass, env));
}

/** Replaces a property by one that returns `wrap` of what is set. */
function wrapProperty(target: object, name: string, wrap: (value: unknown) => unknown): void {
  let wrapped: unknown;
  const set = (value: unknown): void => {
    wrapped = value === undefined ? undefined : wrap(value);
  };
  set(Reflect.get(target, name));
  Object.defineProperty(target, name, { get: () => wrapped, set, configurable: true, enumerable: true });
}
