import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { whileRunning } from '../harness/index.ts';
import type { Report } from './smoke.ts';
import { unpackChromium } from './unpack-chromium.ts';
import type { World } from './world.ts';

const FLAGS = [
  '--headless=shell',
  // Chromium's sandbox does not run as root, and the page is our own.
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];

/** Serves a page with the program from the origin of the API, and opens it. */
export async function runInChromium(installed: string, bundle: string, world: World): Promise<Report> {
  const { program, libraries } = await unpackChromium(installed);
  const report = new Promise<Report>((resolve, reject) => {
    world.route('/page/report', (incoming, response) => {
      json(incoming).then((body) => resolve(body as Report), reject);
      response.end();
    });
  });
  world.route('/page/target', (_, response) => {
    const { origin, apiKey, orgId } = world;
    response.end(JSON.stringify({ origin, apiKey, orgId }));
  });
  world.route('/page/smoke.js', (_, response) => {
    response.setHeader('content-type', 'text/javascript');
    createReadStream(bundle).pipe(response);
  });
  world.route('/page/index.html', (_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><script type="module" src="smoke.js"></script>');
  });
  const argsIn = (home: string) => [
    ...FLAGS,
    `--user-data-dir=${join(home, 'profile')}`,
    `${world.origin}/page/index.html`,
  ];
  return whileRunning({ file: program, argsIn, env: { LD_LIBRARY_PATH: libraries } }, () => report);
}
