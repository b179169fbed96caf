import { CodegenUsageError } from '../codegen-error.ts';

/** The place to read a document from. */
export type SourceRequest =
  | { readonly from: 'npm'; readonly version?: string }
  | { readonly from: 'url'; readonly url: string }
  | { readonly from: 'file'; readonly path: string };

/** The URL at which Neon serves its current document. */
export const LIVE_URL = 'https://neon.com/api_spec/release/v2.json';

const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]{1,60})?$/;

/** Parses `npm`, `npm@VERSION`, `url`, `url=URL` and `file=PATH`. */
export function parseSourceRequest(text: string): SourceRequest {
  if (text === 'npm') return { from: 'npm' };
  if (text === 'url') return { from: 'url', url: LIVE_URL };
  const version = after('npm@', text);
  if (version !== undefined && VERSION.test(version)) return { from: 'npm', version };
  const url = after('url=', text);
  if (url) return { from: 'url', url };
  const path = after('file=', text);
  if (path) return { from: 'file', path };
  throw new CodegenUsageError(
    `--from ${text} is not a source. Pass npm, npm@VERSION (such as npm@2.7.3), url, url=URL or file=PATH.`,
  );
}

function after(prefix: string, text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
