export { findNpmSource, readNpmSource, type Source } from './read-source.ts';
