import { suggestion } from '../subset/index.ts';
import type { CodegenConfig } from './codegen-config.ts';

interface TextSchema {
  readonly type: 'string';
  readonly minLength: 1;
}

type ValueSchema = TextSchema | { readonly type: 'boolean' } | { readonly type: 'array'; readonly items: TextSchema };

interface ConfigOption {
  readonly schema: ValueSchema;
  /** The expected value, for messages. */
  readonly wanted: string;
  /** Shown by editors. */
  readonly description: string;
}

const TEXT: TextSchema = { type: 'string', minLength: 1 };

/** Every option of a configuration. The checks and the JSON schema are both derived from this table. */
const OPTIONS: Readonly<Record<keyof CodegenConfig, ConfigOption>> = {
  operations: {
    schema: { type: 'array', items: TEXT },
    wanted: 'a list of operationIds',
    description: 'operationIds, such as listProjects.',
  },
  tags: {
    schema: { type: 'array', items: TEXT },
    wanted: 'a list of tags',
    description: "Tags of Neon's document, such as Branch. A tag selects all its operations.",
  },
  out: {
    schema: TEXT,
    wanted: 'the path of a folder',
    description: 'Folder for the output, relative to this file. Your own files in it are left alone.',
  },
  client: {
    schema: { type: 'boolean' },
    wanted: 'true or false',
    description:
      'Whether to also generate a function for each operation, which calls @neon-api/client. Default: false.',
  },
  specs: {
    schema: TEXT,
    wanted: 'the path of a folder',
    description: 'Folder of a contract and its lock, relative to this file.',
  },
  from: {
    schema: TEXT,
    wanted: 'npm, npm@VERSION, url, url=URL or file=PATH',
    description: 'A document to read instead of a contract: npm, npm@VERSION, url, url=URL or file=PATH.',
  },
  $schema: { schema: TEXT, wanted: 'the path of a JSON schema', description: 'The schema of this file, for editors.' },
};

const REQUIRED = ['out'] as const satisfies readonly (keyof CodegenConfig)[];

/** Returns every problem with the options of a configuration. */
export function configFaults(config: object): string[] {
  return [
    ...Object.entries(config).flatMap(([key, value]) => faultOf(key, value) ?? []),
    ...REQUIRED.filter((key) => !Object.hasOwn(config, key)).map(
      (key) => `"${key}" is missing: ${OPTIONS[key].wanted}.`,
    ),
  ];
}

/** JSON schema of a configuration, for `$schema` in `neon-codegen.config.json`. */
export function configSchema(): object {
  const properties = Object.entries(OPTIONS).map(([key, { schema, description }]) => [key, { ...schema, description }]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of neon-codegen',
    type: 'object',
    properties: Object.fromEntries(properties),
    required: REQUIRED,
    additionalProperties: false,
  };
}

function faultOf(key: string, value: unknown): string | undefined {
  if (!Object.hasOwn(OPTIONS, key)) return `"${key}" is not an option.${suggestion(key, Object.keys(OPTIONS))}`;
  const { schema, wanted } = OPTIONS[key as keyof CodegenConfig];
  return value === undefined || fits(value, schema) ? undefined : `"${key}" must be ${wanted}.`;
}

function fits(value: unknown, schema: ValueSchema): boolean {
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' && value.length >= schema.minLength;
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value) && value.every((item) => fits(item, schema.items));
  }
}
