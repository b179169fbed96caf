import { Hono } from 'hono';
import { createConsoleApp } from '../console/index.ts';
import type { Contract } from '../contract/index.ts';
import { API_BASE_PATH } from '../http/index.ts';
import { createReferenceApp, REFERENCE_PATH } from '../reference/index.ts';

/** Creates the pages for people: the console and the reference. */
export function createPages({ document }: Contract): Hono {
  const app = new Hono();
  app.route(
    REFERENCE_PATH,
    createReferenceApp(() => document, API_BASE_PATH),
  );
  // Browsers keep the fragment, which has the key.
  app.get(`${REFERENCE_PATH}/`, (context) => context.redirect(REFERENCE_PATH));
  app.route('/', createConsoleApp());
  return app;
}
