export { chooseDatabase } from './choose-database.ts';
export { chooseInheritedLogin, type Login } from './choose-login.ts';
export { type ConnectionUris, type ConnectionUrisOptions, connectionUris, readUris } from './connection-uris.ts';
export { toPooledUri } from './pooled-uri.ts';
export { type ToEnvOptions, toEnv } from './to-env.ts';
export { type WaitUntilConnectableOptions, waitUntilConnectable } from './wait-until-connectable.ts';
