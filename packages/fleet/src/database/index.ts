export { findDatabase } from './find-database.ts';
