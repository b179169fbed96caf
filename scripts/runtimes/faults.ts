import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { DOWNLOAD_BYTES } from './check.ts';

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  /** The whole body as text, one character per byte. */
  readonly body: string;
  /** The number of requests that the fault has received, including this one. */
  readonly count: number;
}

type Fault = (exchange: Exchange) => void;

const NO_PROJECTS = { projects: [] };

/** The faults, by the first part of the path below `/faults/`. */
const FAULTS: Readonly<Record<string, Fault>> = {
  busyOnce: ({ response, count }) =>
    count === 1
      ? json(response, { code: '', message: 'try again' }, 503, { 'retry-after': '0' })
      : json(response, NO_PROJECTS),
  hang: () => undefined,
  stall: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"projects"');
  },
  cut: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"projects"', () => response.destroy());
  },
  reset: ({ response }) => void response.destroy(),
  page: ({ response }) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'),
  redirect: ({ response }) => void response.writeHead(307, { location: '/faults/trap/projects' }).end(),
  trap: ({ response }) => json(response, NO_PROJECTS),
  gzip: ({ response }) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    response.writeHead(200, headers).end(gzipSync(JSON.stringify(NO_PROJECTS)));
  },
  download: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.alloc(DOWNLOAD_BYTES, 1));
  },
  telltale: ({ incoming, response }) => {
    json(response, { code: '', message: `you sent ${incoming.headers.authorization}` }, 422);
  },
  echo: ({ incoming, response, body }) => {
    const { authorization, 'content-type': mediaType } = incoming.headers;
    json(response, { method: incoming.method, path: incoming.url, authorization, mediaType, body });
  },
};

/**
 * Responds to `/faults/NAME/…` with the fault of that name, and to `/faults/count/NAME` with the number of requests
 * that it received, which shows hidden retries and followed redirects.
 */
export function createFaults(): RequestListener {
  const counts = new Map<string, number>();
  return (incoming, response) => {
    const [, , name = '', counted = ''] = (incoming.url ?? '').split('/');
    if (name === 'count') return json(response, counts.get(counted) ?? 0);
    const fault = FAULTS[name];
    if (!fault) return json(response, { code: '', message: `there is no fault named ${name}` }, 404);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => fault({ incoming, response, body: Buffer.concat(chunks).toString('latin1'), count }));
  };
}

function json(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}
