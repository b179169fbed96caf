export { type ConnectionUris, type ConnectionUrisOptions, connectionUris } from './connection-uris.ts';
