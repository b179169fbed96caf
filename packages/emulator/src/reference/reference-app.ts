import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { OpenApiDocument } from '../contract/index.ts';
import { ApiError } from '../errors/index.ts';
import { REFERENCE_HTML, START_SCRIPT } from './page.ts';
import { showDocument } from './show-document.ts';

export const REFERENCE_PATH = '/reference';

/** Forbid content from other origins, framing, and embedding by other sites. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const JAVASCRIPT = { 'Content-Type': 'text/javascript; charset=utf-8' };

/**
 * Creates the interactive API reference, served only from local files. It contains no secret: the key is in the
 * fragment of the printed address, which browsers do not send.
 */
export function createReferenceApp(readDocument: () => OpenApiDocument, apiBasePath: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  });
  app.get('/', ({ html }) => html(REFERENCE_HTML));
  app.get('/start.js', () => new Response(START_SCRIPT, { headers: JAVASCRIPT }));
  app.get('/scalar.js', () => sendFile(findScalar()));
  app.get('/openapi.json', ({ req, json }) =>
    json(showDocument(readDocument(), `${new URL(req.url).origin}${apiBasePath}`)),
  );
  return app;
}

function sendFile(path: string): Response {
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: JAVASCRIPT });
}

function findScalar(): string {
  const path = join(dirname(createRequire(import.meta.url).resolve('@neon-api/emulator')), 'scalar.js');
  if (existsSync(path)) return path;
  throw new ApiError(404, `the reference page needs ${path}, which the build writes; reinstall the package`);
}
