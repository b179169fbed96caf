import { consoleUrlOf } from '../console/index.ts';
import { EmulatorStartError } from '../errors/index.ts';
import { API_BASE_PATH } from '../http/index.ts';
import {
  addServerless,
  createGuard,
  type Listener,
  type ListenOptions,
  listen,
  type PortDataPlane,
  sendAnswer,
} from '../listener/index.ts';
import { REFERENCE_PATH } from '../reference/index.ts';
import type { Emulator, PostgresAddress } from './emulator.ts';
import type { ResolvedOptions } from './emulator-options.ts';
import type { StartedPlanes } from './start-planes.ts';

const HTTPS_HOST = '127.0.0.1';

/** Listens on the ports of the API. */
export async function serveEmulator(options: ResolvedOptions, planes: StartedPlanes): Promise<Emulator> {
  const { host, port, allowHosts, random, log } = options;
  const { access, controlPlane, dataPlane } = planes;
  const { apiKey, adminToken } = access;
  const doors = addServerless(
    async (request, bindings) => sendAnswer(await controlPlane.answer(request, bindings.incoming.headers), bindings),
    dataPlane.serverless,
  );
  const shared = { doors, random, log };
  const listener = await listen({ ...shared, guard: createGuard({ listensOn: host, allowHosts }), host, port });
  const secureListener = await listenSecurely(options, dataPlane, shared).catch(async (error: unknown) => {
    await listener.close();
    throw error;
  });
  const stop = async (): Promise<void> => {
    controlPlane.release();
    await Promise.all([listener.close(), secureListener?.close()]);
    await planes.stop();
  };
  let stopped: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`;
  return {
    apiUrl: `${origin}${API_BASE_PATH}`,
    apiKey,
    orgId: controlPlane.orgId,
    adminToken,
    referenceUrl: `${origin}${REFERENCE_PATH}#key=${encodeURIComponent(apiKey)}`,
    consoleUrl: consoleUrlOf(origin, { adminToken, apiKey }),
    postgres: describeAddress(dataPlane),
    ...(secureListener ? { httpsPort: secureListener.port } : {}),
    ...controlPlane.controls,
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}

function describeAddress({ kind, address, pgVersions }: PortDataPlane): PostgresAddress {
  if (kind === 'off' || kind === 'pglite' || address?.port === undefined) return { kind: 'off' };
  const { host, port, caFile } = address;
  return { kind, host, port, versions: pgVersions, ...(caFile === undefined ? {} : { caFile }) };
}

/** Serves the same over HTTPS, on names and addresses of this machine only: the certificates are for nothing else. */
async function listenSecurely(
  { httpsPort, allowHosts }: ResolvedOptions,
  { tls }: PortDataPlane,
  shared: Pick<ListenOptions, 'doors' | 'random' | 'log'>,
): Promise<Listener | undefined> {
  if (httpsPort === undefined) return undefined;
  if (!tls)
    throw new EmulatorStartError('httpsPort requires Postgres, but none was found. Install one, or omit httpsPort.');
  const guard = createGuard({ listensOn: HTTPS_HOST, allowHosts });
  return listen({ ...shared, guard, host: HTTPS_HOST, port: httpsPort, tls });
}
