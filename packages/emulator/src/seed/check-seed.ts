import { dereference, JSON_MEDIA_TYPE, type JsonObject, type OpenApiDocument } from '../contract/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { suggestName } from '../support/index.ts';
import type { Seed } from './seed.ts';

const CONTENT = ['roles', 'databases'];

/**
 * Checks the form of a seed before anything is started.
 *
 * @throws EmulatorUsageError that names the first unknown field, and where it is.
 */
export function checkSeed(seed: Seed, document: OpenApiDocument): void {
  requireKnownFields(seed, ['projects'], 'The seed');
  for (const [index, project] of requireList(seed.projects, 'projects').entries()) {
    const at = `projects[${index}]`;
    requireKnownFields(project, ['project', 'branches', ...CONTENT], `The seed's ${at}`);
    requireObject(project.project, `${at}.project`);
    checkFields(document, createProjectSchema(document), project.project, `${at}.project`);
    checkContent(project, at);
    for (const [child, branch] of requireList(project.branches ?? [], `${at}.branches`).entries()) {
      const place = `${at}.branches[${child}]`;
      requireKnownFields(branch, ['name', 'parent', 'endpoint', ...CONTENT], `The seed's ${place}`);
      checkContent(branch, place);
    }
  }
}

function checkContent(
  { roles = [], databases = [] }: { readonly roles?: unknown; readonly databases?: unknown },
  at: string,
): void {
  requireList(roles, `${at}.roles`);
  for (const [index, database] of requireList(databases, `${at}.databases`).entries()) {
    requireKnownFields(database, ['name', 'owner'], `The seed's ${at}.databases[${index}]`);
  }
}

interface Schema extends JsonObject {
  readonly properties?: Readonly<Record<string, JsonObject>>;
  readonly items?: JsonObject;
  readonly allOf?: readonly JsonObject[];
  readonly additionalProperties?: unknown;
}

function createProjectSchema(document: OpenApiDocument): JsonObject {
  const body = document.paths['/projects']?.post?.requestBody?.content[JSON_MEDIA_TYPE]?.schema ?? {};
  return propertiesOf(document, body)?.project ?? {};
}

/** Refuses fields that the schema does not have. The API itself ignores unknown fields, as Neon does. */
function checkFields(document: OpenApiDocument, given: JsonObject, value: unknown, at: string): void {
  const schema = dereference<Schema>(document, given);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkFields(document, schema.items ?? {}, item, `${at}[${index}]`);
    return;
  }
  const properties = propertiesOf(document, given);
  if (typeof value !== 'object' || value === null || !properties) return;
  requireKnownFields(value, Object.keys(properties), `The seed's ${at}`);
  for (const [name, field] of Object.entries(value))
    checkFields(document, properties[name] ?? {}, field, `${at}.${name}`);
}

/** Returns the fields of an object's schema; undefined if it may have any. */
function propertiesOf(document: OpenApiDocument, given: JsonObject): Readonly<Record<string, JsonObject>> | undefined {
  const schema = dereference<Schema>(document, given);
  if (schema.additionalProperties) return undefined;
  const parts = (schema.allOf ?? []).map((part) => propertiesOf(document, part));
  const known = [schema.properties, ...parts].filter((properties) => properties !== undefined);
  return known.length === 0 ? undefined : Object.assign({}, ...known);
}

function requireKnownFields(value: unknown, known: readonly string[], owner: string): void {
  requireObject(value, owner);
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const advice = suggestName(name, known) || ` Its fields are: ${known.join(', ')}.`;
    throw new EmulatorUsageError(`${owner} has no field "${name}".${advice}`);
  }
}

function requireObject(value: unknown, owner: string): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new EmulatorUsageError(`${owner.startsWith('The seed') ? owner : `The seed's ${owner}`} must be an object.`);
}

function requireList(value: unknown, name: string): readonly { readonly [field: string]: unknown }[] {
  if (Array.isArray(value)) return value;
  throw new EmulatorUsageError(`The seed's ${name} must be an array.`);
}
