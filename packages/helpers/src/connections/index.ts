export { chooseDatabase } from './choose-database.ts';
export { type ConnectionUris, type ConnectionUrisOptions, connectionUris } from './connection-uris.ts';
export { type ToEnvOptions, toEnv } from './to-env.ts';
export { type WaitUntilConnectableOptions, waitUntilConnectable } from './wait-until-connectable.ts';
