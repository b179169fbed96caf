export type { Backend } from './admit-login.ts';
export type { EndpointHosts } from './endpoint-hosts.ts';
export { createLoginReader } from './login-reader.ts';
export { createPasswordCheck } from './password-check.ts';
export { type PostgresProxy, startProxy } from './start-proxy.ts';
