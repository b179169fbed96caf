export type { CodegenConfig } from './codegen-config.ts';
export { findConfig, loadConfig } from './load-config.ts';
