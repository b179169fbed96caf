import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Emulator, EmulatorOptions } from '../../src/start/index.ts';
import type { RemoteCall, RemoteReply, Seen, SentOptions, SentResponse, StartedRemote } from './protocol.ts';

export interface Remote {
  readonly emulator: Emulator;
  /** The calls of its fake data plane so far. */
  readonly calls: string[];
  readonly log: string[];
}

/** Starts an emulator in the runtime behind `url`, and a port that passes requests on to it. */
export async function startRemote(url: string, options: EmulatorOptions): Promise<Remote> {
  const seen = { nowMs: 0, clock: 'system' as Seen['clock'], calls: [] as string[], log: [] as string[] };
  async function send<Value>(call: RemoteCall): Promise<Value> {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(call) });
    const reply = (await response.json()) as RemoteReply;
    if ('error' in reply) throw Object.assign(new Error(reply.error.message), { name: reply.error.name });
    const { nowMs, clock, calls, log } = reply.seen;
    Object.assign(seen, { nowMs, clock });
    seen.calls.splice(0, Number.POSITIVE_INFINITY, ...calls);
    seen.log.splice(0, Number.POSITIVE_INFINITY, ...log);
    return reply.value as Value;
  }
  const { emulator, apiKey, orgId, adminToken } = await send<StartedRemote>({
    kind: 'start',
    options: requireSendable(options),
  });
  const port = await openPort((incoming, body) =>
    send({ kind: 'fetch', emulator, request: describeRequest(incoming, body) }),
  );
  const stop = async (): Promise<void> => {
    await send({ kind: 'stop', emulator });
    await port.close();
  };
  const given = {
    apiUrl: `${port.origin}/api/v2`,
    ...{ apiKey, orgId, adminToken },
    settle: () => send<void>({ kind: 'settle', emulator }),
    clock: {
      kind: seen.clock,
      now: () => (seen.clock === 'virtual' ? seen.nowMs : Date.now()),
      advance: (ms: number) => send<void>({ kind: 'advance', emulator, ms }),
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
  // A test that uses more of it fails, and is then on the list of excluded tests.
  return { emulator: given as unknown as Emulator, calls: seen.calls, log: seen.log };
}

/** Only data can be sent to another runtime. */
function requireSendable(options: EmulatorOptions): SentOptions {
  const { log: _log, ...sent } = options;
  const kept = Object.entries(sent).find(
    ([name, value]) => typeof value === 'function' || name === 'dataDir' || (name === 'clock' && value !== 'virtual'),
  );
  if (kept) throw new Error(`The option ${kept[0]} cannot be sent to another runtime. Exclude the test by its name.`);
  return sent as SentOptions;
}

interface Port {
  readonly origin: string;
  close(): Promise<void>;
}

async function openPort(answer: (incoming: IncomingMessage, body: Buffer) => Promise<SentResponse>): Promise<Port> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { status, headers, body } = await answer(incoming, await buffer(incoming));
      const bytes = Buffer.from(body, 'base64');
      outgoing.writeHead(status, [...headers].flat());
      outgoing.end(bytes);
    } catch {
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function describeRequest(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer,
): {
  url: string;
  method: string;
  headers: [string, string][];
  body?: string;
} {
  return {
    url: `http://${headers.host}${url}`,
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: body.toString('base64') }),
  };
}
