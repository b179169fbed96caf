export { chooseApiKey } from './choose-api-key.ts';
export { type LinkedContext, readContext } from './read-context.ts';
export { type Environment, readStoredKey } from './read-stored-key.ts';
