import { sha256 } from '../contract/index.ts';
import { checkedDocument } from './checked-document.ts';
import { type DownloadTools, download } from './download.ts';
import { readFileSource } from './file-source.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { readNpmSource } from './npm-source.ts';
import type { Source } from './source.ts';
import type { SourceRequest } from './source-request.ts';

export type SourceTools = DownloadTools;

export const DEFAULT_TOOLS: SourceTools = { fetch: globalThis.fetch, limits: DEFAULT_LIMITS };

/** Reads and checks a document. It is untrusted input, so every problem becomes a message. */
export async function readSource(request: SourceRequest, tools: SourceTools = DEFAULT_TOOLS): Promise<Source> {
  switch (request.from) {
    case 'npm':
      return readNpmSource(request.version);
    case 'file':
      return readFileSource(request.path, tools.limits);
    case 'url': {
      const bytes = await download(request.url, tools);
      const origin = { from: 'url', url: request.url, sha256: sha256(bytes) } as const;
      return { origin, document: checkedDocument(bytes, request.url), licence: undefined };
    }
  }
}
