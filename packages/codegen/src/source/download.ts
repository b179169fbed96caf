import { CodegenError } from '../codegen-error.ts';
import { refuseAddress } from './address.ts';
import { visible } from './fault.ts';
import type { SourceLimits } from './limits.ts';

export interface DownloadTools {
  readonly fetch: typeof globalThis.fetch;
  readonly limits: SourceLimits;
}

/** Downloads a URL. Every redirect must satisfy {@link refuseAddress}; one time limit covers the whole download. */
export async function download(start: string, { fetch, limits }: DownloadTools): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  try {
    return await readBody(await follow(start, fetch, limits, signal), start, limits.maxBytes);
  } catch (cause) {
    if (cause instanceof CodegenError) throw cause;
    const reason = signal.aborted ? `it took longer than ${limits.timeoutMs} ms` : reasonOf(cause);
    throw new CodegenError(
      `${visible(start)} cannot be read: ${reason}. Check the address and the network, then try again.`,
      {
        cause,
      },
    );
  }
}

async function follow(
  start: string,
  fetch: DownloadTools['fetch'],
  { maxRedirects }: SourceLimits,
  signal: AbortSignal,
): Promise<Response> {
  let url = refuseAddress(start, undefined);
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      headers: { accept: 'application/json, application/yaml;q=0.9, */*;q=0.1' },
      signal,
    });
    if (response.ok) return response;
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      throw new CodegenError(
        `${visible(url.href)} responded with ${response.status}, not a document. Check the address.`,
      );
    }
    url = refuseAddress(location, url);
  }
  throw new CodegenError(`${visible(start)} redirects more than ${maxRedirects} times. Pass the final address.`);
}

/** Counts decompressed bytes, so that a small body cannot expand into a large one. */
async function readBody(response: Response, start: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new CodegenError(`${visible(start)} is larger than the limit of ${maxBytes} bytes. It was not read.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return visible(String(error));
  // `fetch` says only that it failed; its cause says why.
  return visible(error.cause instanceof Error ? error.cause.message || error.message : error.message);
}
