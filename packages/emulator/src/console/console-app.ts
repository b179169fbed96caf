import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/index.ts';

/** Where the page finds its scripts and styles. */
const ASSETS_PATH = '/console';
const PAGE = 'index.html';

/** Forbid everything but the page's own files and calls, and framing and embedding by other sites. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // A name without a hash keeps its address when the emulator is updated.
  'Cache-Control': 'no-cache',
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Creates the console, a page for people. It contains no secret: the admin token and the key are in the fragment of the
 * printed address, which browsers do not send.
 */
export function createConsoleApp(): Hono {
  const app = new Hono();
  app.get('/', () => sendFile(PAGE));
  app.get(`${ASSETS_PATH}/:name`, ({ req }) => sendFile(req.param('name')));
  return app;
}

/** Returns the address of the console, with what it needs in the fragment. */
export function consoleUrlOf(
  origin: string,
  secrets: { readonly adminToken: string; readonly apiKey: string },
): string {
  return `${origin}/#${new URLSearchParams({ token: secrets.adminToken, key: secrets.apiKey })}`;
}

async function sendFile(name: string): Promise<Response> {
  const folder = findFolder();
  // The listing, not the name, decides which paths are opened.
  const files = await readdir(folder).catch(() => {
    throw new ApiError(404, 'the console is not built; run the build of @neon-api/emulator');
  });
  const type = MEDIA_TYPES[extname(name)];
  if (!files.includes(name) || type === undefined) throw notFound('path');
  const body = Readable.toWeb(createReadStream(join(folder, name))) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { ...HEADERS, 'Content-Type': type } });
}

/** The build writes the page to `dist/console-page`, which is also where tests of the sources find it. */
function findFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'dist', 'console-page');
}
