export { createReferenceApp, REFERENCE_PATH } from './reference-app.ts';
