import { CodegenUsageError } from '../codegen-error.ts';
import { suggestion } from '../subset/index.ts';

/** What `neon-codegen.config.ts`, `.js` or `.json` says: the options of `generate` for a subset. */
export interface CodegenConfig {
  /** operationIds, such as `listProjects`. */
  readonly operations?: readonly string[];
  /** Tags of Neon's document, such as `Branch`; each stands for all its operations. */
  readonly tags?: readonly string[];
  /** Folder for the output, from the folder of this file; wholly owned by the generator. */
  readonly out: string;
  /** True: also a function for each operation, over `@neon-api/client`. Default false. */
  readonly client?: boolean;
  /** Folder of a contract and its lock, from the folder of this file. */
  readonly specs?: string;
  /** A document to read instead: npm, npm@VERSION, url, url=URL or file=PATH. */
  readonly from?: string;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);

const OPTIONS: Readonly<Record<keyof CodegenConfig, { readonly fits: Check; readonly wanted: string }>> = {
  operations: { fits: isTexts, wanted: 'a list of operationIds' },
  tags: { fits: isTexts, wanted: 'a list of tags' },
  out: { fits: isText, wanted: 'the path of a folder' },
  client: { fits: (value) => typeof value === 'boolean', wanted: 'true or false' },
  specs: { fits: isText, wanted: 'the path of a folder' },
  from: { fits: isText, wanted: 'npm, npm@VERSION, url, url=URL or file=PATH' },
};

/** The configuration in a value of unknown origin; throws with everything that is wrong with it. */
export function checkedConfig(value: unknown, file: string): CodegenConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CodegenUsageError(
      `${file} does not export an object. Write \`export default { operations: […], out: … }\`.`,
    );
  }
  const faults = Object.entries(value).flatMap(([key, setting]) => fault(key, setting) ?? []);
  if (!Object.hasOwn(value, 'out')) faults.push(`"out" is missing: ${OPTIONS.out.wanted}.`);
  if (faults.length > 0) throw new CodegenUsageError(`${file}:\n${faults.map((line) => `  - ${line}`).join('\n')}`);
  return value as CodegenConfig;
}

function fault(key: string, setting: unknown): string | undefined {
  if (!Object.hasOwn(OPTIONS, key)) return `"${key}" is no option.${suggestion(key, Object.keys(OPTIONS))}`;
  const { fits, wanted } = OPTIONS[key as keyof CodegenConfig];
  return setting === undefined || fits(setting) ? undefined : `"${key}" must be ${wanted}.`;
}
