import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { launchBrowser } from '@neon-api/ground/browser';
import { bundleProgram } from './bundle-program.ts';
import type { Transport } from './transport.ts';

/** What the page defines. */
declare function answerCall(text: string): Promise<string>;

const HTML = '<!doctype html><script type="module" src="/page.js"></script>';
/** As strict as a page can be: no `eval`, and no request to any server. */
const POLICY = "default-src 'none'; script-src 'self'";

/** The emulators run in a page of headless Chromium. */
export const chromium: Transport = {
  async whileOpen(use) {
    const program = await bundleProgram('page.ts');
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const server = createServer(async (incoming, outgoing) => {
      if (incoming.method === 'POST') {
        const call = await text(incoming);
        const reply = page.evaluate((sent) => answerCall(sent), call);
        outgoing.end(
          await reply.catch((error: unknown) => JSON.stringify({ error: { name: 'Error', message: String(error) } })),
        );
        return;
      }
      const isProgram = incoming.url === '/page.js';
      outgoing.writeHead(200, {
        'Content-Type': isProgram ? 'text/javascript' : 'text/html',
        'Content-Security-Policy': POLICY,
      });
      outgoing.end(isProgram ? program : HTML);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    try {
      await page.goto(url);
      await page.waitForFunction("typeof answerCall === 'function'");
      const result = await use(url);
      if (errors.length > 0) throw new Error(`The page reported errors: ${errors.join('; ')}`);
      return result;
    } finally {
      await browser.close();
      server.close();
    }
  },
};
