/** What `neon-codegen.config.ts` (`.js`, `.json`, …) says: the options of `generate` for a subset. */
export interface CodegenConfig {
  /** operationIds, such as `listProjects`. */
  readonly operations?: readonly string[];
  /** Tags of Neon's document, such as `Branch`; each stands for all its operations. */
  readonly tags?: readonly string[];
  /** Folder for the output, relative to this file. Files of your own in it are not touched. */
  readonly out: string;
  /** True: also a function for each operation, over `@neon-api/client`. Default false. */
  readonly client?: boolean;
  /** Folder of a contract and its lock, relative to this file. */
  readonly specs?: string;
  /** A document to read instead: npm, npm@VERSION, url, url=URL or file=PATH. */
  readonly from?: string;
  /** In a JSON file: `./node_modules/@neon-api/codegen/dist/config.schema.json`, for editors. */
  readonly $schema?: string;
}
