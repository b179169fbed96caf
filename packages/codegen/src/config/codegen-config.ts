/** The content of `neon-codegen.config.ts` (`.js`, `.json`, …): the options of `generate` for a subset. */
export interface CodegenConfig {
  /** operationIds, such as `listProjects`. */
  readonly operations?: readonly string[];
  /** Tags of Neon's document, such as `Branch`. A tag selects all its operations. */
  readonly tags?: readonly string[];
  /** Folder for the output, relative to this file. Your own files in it are left alone. */
  readonly out: string;
  /** Whether to also generate a function for each operation, which calls `@neon-api/client`. Default: false. */
  readonly client?: boolean;
  /** Folder of a contract and its lock, relative to this file. */
  readonly specs?: string;
  /** A document to read instead of a contract: npm, npm@VERSION, url, url=URL or file=PATH. */
  readonly from?: string;
  /** In a JSON file: `./node_modules/@neon-api/codegen/dist/config.schema.json`, for editors. */
  readonly $schema?: string;
}
