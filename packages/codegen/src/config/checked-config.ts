import { bullets } from '../bullets.ts';
import { CodegenUsageError } from '../codegen-error.ts';
import type { CodegenConfig } from './codegen-config.ts';
import { configFaults } from './config-options.ts';

/** The configuration in a value of unknown origin; throws with everything that is wrong with it. */
export function checkedConfig(value: unknown, file: string): CodegenConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CodegenUsageError(
      `${file} does not export an object. Write \`export default { operations: […], out: … }\`.`,
    );
  }
  const faults = configFaults(value);
  if (faults.length > 0) throw new CodegenUsageError(`${file}:\n${bullets(faults)}`);
  return value as CodegenConfig;
}
