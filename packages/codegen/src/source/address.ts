import { CodegenError, CodegenUsageError } from '../codegen-error.ts';
import { visible } from './fault.ts';

/**
 * Parses a URL and throws if reading from it is not allowed: https is, http only on this machine, and no credentials.
 * `from` is the URL that redirected to it.
 */
export function refuseAddress(text: string, from: URL | undefined): URL {
  const url = URL.canParse(text, from?.href) ? new URL(text, from?.href) : undefined;
  if (url === undefined) throw new CodegenUsageError(`${visible(text)} is not a URL. Pass --from url=https://…`);
  const reason = reasonAgainst(url, from);
  if (reason === undefined) return url;
  const what =
    from === undefined ? visible(url.origin) : `${visible(from.href)} redirects to ${visible(url.href)}, which`;
  throw new CodegenError(`${what} is refused: ${reason}.`);
}

function reasonAgainst(url: URL, from: URL | undefined): string | undefined {
  const isHere = isLoopback(url);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) {
    return 'only https is allowed, or http on this machine (127.0.0.1, ::1, localhost)';
  }
  if (url.username !== '' || url.password !== '') return 'the address contains a user name or password';
  // A remote server must not make us send requests to services on this machine.
  return isHere && from !== undefined && !isLoopback(from)
    ? 'a remote address must not redirect to this machine'
    : undefined;
}

/** `URL` has already normalised other spellings of an IPv4 address, such as 0x7f.1. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
