import { CodegenError, CodegenUsageError } from '../codegen-error.ts';
import { visible } from './fault.ts';

/**
 * The URL, unless it is one that we do not read from: https everywhere, http on this machine alone, no credentials.
 * `from` is the URL that redirects to it.
 */
export function refuseAddress(text: string, from: URL | undefined): URL {
  const url = URL.canParse(text, from?.href) ? new URL(text, from?.href) : undefined;
  if (url === undefined) throw new CodegenUsageError(`${visible(text)} is no URL. Pass --from url=https://…`);
  const reason = reasonAgainst(url, from);
  if (reason === undefined) return url;
  const what =
    from === undefined ? visible(url.origin) : `${visible(from.href)} redirects to ${visible(url.href)}, which`;
  throw new CodegenError(`${what} is refused: ${reason}.`);
}

function reasonAgainst(url: URL, from: URL | undefined): string | undefined {
  const isHere = isLoopback(url);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) {
    return 'only https is read, and http on this machine (127.0.0.1, ::1, localhost)';
  }
  if (url.username !== '' || url.password !== '') return 'the address carries a user name or a password';
  // A stranger's server must not make us ask a service of this machine.
  return isHere && from !== undefined && !isLoopback(from)
    ? 'a remote address may not lead to this machine'
    : undefined;
}

/** `URL` has already turned every other spelling of an IPv4 address, such as 0x7f.1, into this one. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
