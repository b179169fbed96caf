export { type Backend, type Proxy, startProxy } from './start-proxy.ts';
