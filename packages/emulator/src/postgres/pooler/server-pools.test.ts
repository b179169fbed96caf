import { beforeEach, describe, expect, test } from 'vitest';
import type { ScramKeys } from '../proxy/index.ts';
import type { OpenedServer } from './open-server.ts';
import type { ServerConnection } from './server-connection.ts';
import type { Pool } from './server-pool.ts';
import { createPools, type Pools } from './server-pools.ts';

const MOST_SERVERS = 3;
const KEYS: ScramKeys = { clientKey: Buffer.from('client'), serverKey: Buffer.from('server') };

interface Opening {
  readonly role: string;
  readonly keys: ScramKeys;
  readonly onClosed: () => void;
  readonly finish: (opened: OpenedServer) => void;
}

let openings: Opening[];
let pools: Pools;
let closed: string[];
let idleTimers: Set<() => void>;

beforeEach(() => {
  openings = [];
  closed = [];
  idleTimers = new Set();
  pools = createPools({
    mostServers: MOST_SERVERS,
    open: ({ role }, keys, onClosed) => new Promise((finish) => openings.push({ role, keys, onClosed, finish })),
    limitWait: () => () => {},
    limitIdleness(onDue) {
      idleTimers.add(onDue);
      return () => idleTimers.delete(onDue);
    },
    waitedTooLong: Buffer.from('waited too long'),
  });
});

const poolOf = (role: string): Pool => pools.find({ database: 'app', role, roleId: role });

/** Lets the opening that began first succeed; returns its connection. */
async function finishOpening(name: string): Promise<ServerConnection> {
  const opening = openings.shift();
  const server = {
    isClosed: false,
    close() {
      closed.push(name);
      opening?.onClosed();
    },
  } as unknown as ServerConnection;
  opening?.finish({ kind: 'open', server, welcome: new Map() });
  await Promise.resolve();
  return server;
}

interface Client {
  readonly server: () => ServerConnection | undefined;
  readonly error: () => string | undefined;
  readonly leave: () => void;
}

function ask(role = 'owner'): Client {
  const pool = poolOf(role);
  pool.join(KEYS);
  let server: ServerConnection | undefined;
  let error: string | undefined;
  const leave = pool.acquire({
    take(taken) {
      server = taken;
    },
    refuse(reason) {
      error = reason.toString();
    },
  });
  return { server: () => server, error: () => error, leave };
}

describe('a pool', () => {
  test('opens one connection at a time, with the keys that a client proved', async () => {
    const clients = [ask(), ask(), ask()];
    expect(openings.map(({ role, keys }) => [role, keys])).toEqual([['owner', KEYS]]);
    const first = await finishOpening('first');
    expect(openings).toHaveLength(1);
    expect(clients.map(({ server }) => server())).toEqual([first, undefined, undefined]);
  });

  test('serves clients in the order in which they came', async () => {
    const [one, two, three] = [ask(), ask(), ask()];
    const server = await finishOpening('first');
    two?.leave();
    poolOf('owner').release(server);
    expect([one?.server(), two?.server(), three?.server()]).toEqual([server, undefined, server]);
  });

  test('gives out the connection that was used last', async () => {
    const [one, two] = [ask(), ask()];
    const [first, second] = [await finishOpening('first'), await finishOpening('second')];
    poolOf('owner').release(second);
    poolOf('owner').release(first);
    expect([one?.server(), two?.server()]).toEqual([first, second]);
    expect(ask().server()).toBe(first);
  });

  test('closes connections that stay idle', async () => {
    ask();
    poolOf('owner').release(await finishOpening('first'));
    for (const onDue of idleTimers) onDue();
    expect(closed).toEqual(['first']);
    expect(idleTimers.size).toBe(0);
    expect(ask().server()).toBeUndefined();
  });

  test('reports a failed login to its clients, unless other connections work', async () => {
    const refused: OpenedServer = { kind: 'refused', error: Buffer.from('no such database') };
    const [one] = [ask()];
    openings.shift()?.finish(refused);
    await Promise.resolve();
    expect(one?.error()).toBe('no such database');
    const [two, three] = [ask(), ask()];
    const server = await finishOpening('first');
    openings.shift()?.finish(refused);
    await Promise.resolve();
    expect([two?.error(), three?.error()]).toEqual([undefined, undefined]);
    poolOf('owner').release(server);
    expect(three?.server()).toBe(server);
  });
});

describe('all pools of an endpoint', () => {
  async function fill(): Promise<ServerConnection[]> {
    for (let count = 0; count < MOST_SERVERS; count += 1) ask();
    return [await finishOpening('first'), await finishOpening('second'), await finishOpening('third')];
  }

  test('open no more than the limit together', async () => {
    await fill();
    ask();
    expect(openings).toEqual([]);
  });

  test('close an idle connection in favor of another role', async () => {
    const [first] = await fill();
    if (first) poolOf('owner').release(first);
    ask('other');
    expect(closed).toEqual(['first']);
    expect(openings.map(({ role }) => role)).toEqual(['other']);
  });

  test('give up a returned connection for a role that has none, even if clients wait', async () => {
    const [first] = await fill();
    const waiting = ask();
    ask('other');
    if (first) poolOf('owner').release(first);
    expect(closed).toEqual(['first']);
    expect(waiting.server()).toBeUndefined();
    expect(openings.map(({ role }) => role)).toEqual(['other']);
  });

  test('close what is being opened when they close', async () => {
    ask();
    pools.closeAll();
    await finishOpening('late');
    expect(closed).toEqual(['late']);
  });
});
