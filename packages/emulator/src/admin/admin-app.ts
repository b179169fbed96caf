import { type Context, Hono } from 'hono';
import { ApiError, badRequest, EmulatorUsageError, notFound } from '../errors/index.ts';
import type { Fault, FaultList } from '../faults/index.ts';
import type { LimitSwitch } from '../limits/index.ts';
import type { State } from '../state/index.ts';
import { DEEPEST_NESTING, isNestedDeeper, isSameText, redact } from '../support/index.ts';
import type { EmulatorClock } from './emulator-clock.ts';
import { hostLines } from './host-lines.ts';
import type { RequestLog } from './request-log.ts';

export const ADMIN_BASE_PATH = '/__emulator';
/** The header of the console's own requests. Faults and limits spare them, so that the console can turn them off. */
export const CONSOLE_HEADER = 'x-neon-emulator-console';

/** What the admin API controls. */
export interface AdminOptions {
  readonly adminToken: string;
  readonly faults: FaultList;
  readonly requests: RequestLog;
  readonly clock: EmulatorClock;
  readonly limits: LimitSwitch;
  /** Streams what changes, as server-sent events. */
  readonly openEvents: (asked: AskedEvents) => ReadableStream<Uint8Array>;
  readonly readState: () => State;
  readonly reset: () => Promise<void>;
}

/** What a caller wants to follow, in addition to the list of projects and the controls. */
export interface AskedEvents {
  readonly projectId: string | undefined;
  readonly requests: boolean;
}

/** The connection closes with the stream, so that an emulator that stops does not wait for the client to close it. */
const EVENT_STREAM = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', Connection: 'close' };

/** Creates the admin API. It requires the admin token; an API key is not accepted. */
export function createAdminApp(options: AdminOptions): Hono {
  const { adminToken, faults, requests, clock, limits, openEvents, readState, reset } = options;
  const showClock = () => ({ kind: clock.kind, now: new Date(clock.now()).toISOString() });

  const app = new Hono();
  app.use(async ({ req }, next) => {
    const [, shown = ''] = /^Bearer +(\S+) *$/i.exec(req.header('Authorization') ?? '') ?? [];
    if (!isSameText(shown, adminToken)) {
      throw new ApiError(
        401,
        'this path needs the admin token as a bearer token. It is in access.json of the data directory; --json prints it, ' +
          'and startEmulator returns it as adminToken',
      );
    }
    await next();
  });

  app.get('/faults', (context) => context.json({ faults: faults.list() }));
  app.post('/faults', async (context) => {
    const fault = await readJson(context);
    return context.json(
      refuseUsage(() => faults.add(fault as Fault)),
      201,
    );
  });
  app.delete('/faults', (context) => {
    faults.clear();
    return context.body(null, 204);
  });
  app.delete('/faults/:id', (context) => {
    if (!faults.remove(context.req.param('id'))) throw notFound('fault');
    return context.body(null, 204);
  });

  app.get('/requests', (context) => context.json({ requests: requests.list() }));
  app.delete('/requests', (context) => {
    requests.clear();
    return context.body(null, 204);
  });

  app.get('/events', ({ req }) => {
    const asked = { projectId: req.query('project'), requests: req.query('requests') === 'true' };
    return new Response(openEvents(asked), { headers: EVENT_STREAM });
  });

  app.get('/state', (context) => context.json(redact(readState()) as object));
  app.get('/hosts', (context) => context.text(`${hostLines(readState()).join('\n')}\n`));
  app.post('/reset', async (context) => {
    await reset();
    return context.body(null, 204);
  });

  app.get('/limits', (context) => context.json({ limits: limits.read() ?? false }));
  app.put('/limits', async (context) => {
    const { limits: given } = ((await readJson(context)) ?? {}) as { readonly limits?: unknown };
    if (typeof given !== 'boolean' && (typeof given !== 'object' || given === null))
      throw badRequest('body.limits must be true, false, or an object of limits');
    refuseUsage(() => limits.set(given));
    return context.json({ limits: limits.read() ?? false });
  });

  app.get('/clock', (context) => context.json(showClock()));
  app.post('/clock', async (context) => {
    const { advance_ms: ms } = ((await readJson(context)) ?? {}) as { readonly advance_ms?: unknown };
    if (typeof ms !== 'number') throw badRequest('body.advance_ms must be a number of milliseconds');
    await clock.advance(ms).catch(throwAsBadRequest);
    return context.json(showClock());
  });
  return app;
}

async function readJson({ req }: Context): Promise<unknown> {
  const value = parseJson(await req.text());
  if (isNestedDeeper(value)) throw badRequest(`body is nested deeper than ${DEEPEST_NESTING} levels`);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('body is not valid JSON');
  }
}

function refuseUsage<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    return throwAsBadRequest(error);
  }
}

function throwAsBadRequest(error: unknown): never {
  throw error instanceof EmulatorUsageError ? badRequest(error.message) : error;
}
