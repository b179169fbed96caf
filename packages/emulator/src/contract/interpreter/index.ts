export { interpretSchemas } from './interpret-schemas.ts';
