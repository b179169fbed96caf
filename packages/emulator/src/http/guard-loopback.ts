import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/index.ts';
import type { AppEnvironment } from './app-environment.ts';

/** Keeps web pages out: DNS rebinding arrives with a foreign Host, a page of another site with a foreign Origin. */
export const guardLoopback: MiddlewareHandler<AppEnvironment> = async (context, next) => {
  const host = context.req.header('Host');
  if (!isLoopbackUrl(`http://${host ?? ''}`)) {
    throw new ApiError(403, 'the Host header does not name this machine; use 127.0.0.1 or localhost');
  }
  const origin = context.req.header('Origin');
  if (origin !== undefined && !isLoopbackUrl(origin)) {
    throw new ApiError(403, 'requests from pages of other sites are refused');
  }
  await next();
};

function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname) || hostname.endsWith('.localhost');
}
