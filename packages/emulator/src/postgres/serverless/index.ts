export { createServerless } from './serverless.ts';
