export type { CodegenConfig } from './codegen-config.ts';
export { configSchema } from './config-options.ts';
export { findConfig } from './find-config.ts';
export { loadConfig } from './load-config.ts';
