import { setupServer } from 'msw/node';
import { createNeonHandlers, type NeonHandlerOptions } from '../../src/msw/index.ts';
import type { Emulator, EmulatorOptions } from '../../src/start/index.ts';

const server = setupServer();
let started = 0;

/** Starts an emulator behind MSW, at an address where nothing listens. */
export async function startThroughMsw(options: EmulatorOptions): Promise<Emulator> {
  if (started === 0) server.listen({ onUnhandledRequest: 'bypass' });
  started += 1;
  const apiUrl = `http://emulator-${started}.localhost/api/v2`;
  const neon = await createNeonHandlers({ ...(options as NeonHandlerOptions), baseUrl: apiUrl });
  server.use(...neon.handlers);
  // A test that uses more of it fails, and is then on the list of excluded tests.
  return { ...neon, apiUrl, [Symbol.asyncDispose]: neon.stop } as unknown as Emulator;
}
