export type { EndpointHosts } from './endpoint-hosts.ts';
export { createLoginReader } from './login-reader.ts';
export { createPasswordCheck } from './password-check.ts';
export type { Backend } from './serve-client.ts';
export { startProxy } from './start-proxy.ts';
