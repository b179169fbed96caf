export { type Backend, startProxy } from './start-proxy.ts';
