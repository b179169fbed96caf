import { createEmulator, type FetchEmulator } from '../../src/fetch/index.ts';
import { createFakeDataPlane, type FakeDataPlane } from '../support/fake-data-plane.ts';
import type {
  RemoteCall,
  RemoteReply,
  Seen,
  SentOptions,
  SentRequest,
  SentResponse,
  StartedRemote,
} from '../transport/protocol.ts';

interface Running {
  readonly emulator: FetchEmulator;
  readonly dataPlane: FakeDataPlane;
  readonly log: string[];
}

const running: Running[] = [];

/** Does in a page or worker what a test in Node asks for. Emulators stay until the page or worker ends. */
export async function answerCall(call: RemoteCall): Promise<RemoteReply> {
  try {
    const number = call.kind === 'start' ? await start(call.options) : call.emulator;
    const found = running[number];
    if (!found) throw new Error(`There is no emulator ${number}.`);
    return { value: await perform(call, number, found), seen: show(found) };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
}

async function start(options: SentOptions): Promise<number> {
  const log: string[] = [];
  let dataPlane: FakeDataPlane | undefined;
  const emulator = await createEmulator({
    ...options,
    log: (line) => log.push(line),
    dataPlane(events) {
      dataPlane = createFakeDataPlane(events);
      return dataPlane;
    },
  });
  if (!dataPlane) throw new Error('The emulator did not create its data plane.');
  return running.push({ emulator, dataPlane, log }) - 1;
}

async function perform(call: RemoteCall, number: number, { emulator }: Running): Promise<unknown> {
  switch (call.kind) {
    case 'start': {
      const { apiKey, orgId, adminToken } = emulator;
      return { emulator: number, apiKey, orgId, adminToken } satisfies StartedRemote;
    }
    case 'fetch':
      return sendBack(await emulator.fetch(readRequest(call.request)));
    case 'settle':
      return emulator.settle();
    case 'stop':
      return emulator.stop();
    case 'advance':
      return emulator.clock.advance(call.ms);
  }
}

function readRequest({ url, method, headers, body }: SentRequest): Request {
  const bytes = body === undefined ? null : Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return new Request(url, { method, headers: headers.map(([name, value]) => [name, value]), body: bytes });
}

async function sendBack(response: Response): Promise<SentResponse> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return { status: response.status, headers: [...response.headers], body };
}

function show({ emulator, dataPlane, log }: Running): Seen {
  return { nowMs: emulator.clock.now(), clock: emulator.clock.kind, calls: dataPlane.calls, log };
}
