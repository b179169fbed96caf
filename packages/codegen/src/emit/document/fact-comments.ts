import { asDocument, type OpenApiDocument } from '../../contract/index.ts';
import { isList, isObject, type Json, type JsonObject, mapValues } from '../../json/index.ts';

/**
 * Adds facts that types cannot show to the prose: ranges, lengths, patterns, stability and sunset dates. All prose of an
 * object becomes its summary, because openapi-typescript starts a documentation comment with the summary, but puts the
 * description behind a tag that editors do not know.
 */
export function commentFacts(document: OpenApiDocument): OpenApiDocument {
  return asDocument(comment(document, 'keywords'));
}

/** `names`: an object whose keys are names. `data`: a value of the API itself. */
type Place = 'keywords' | 'names' | 'data';

function comment(value: Json, place: Place): Json {
  if (place === 'data') return value;
  if (isList(value)) return value.map((item) => comment(item, 'keywords'));
  if (!isObject(value)) return value;
  const commented = mapValues(value, (child, key) => comment(child, placeOf(key, place)));
  return place === 'names' ? commented : withSummary(value, commented);
}

function placeOf(key: string, parent: Place): Place {
  if (parent === 'names') return 'keywords';
  return key === 'properties' ? 'names' : DATA.has(key) ? 'data' : 'keywords';
}

const DATA = new Set(['default', 'enum', 'example', 'examples', 'const']);

const PROSE = ['title', 'summary', 'description'];

function withSummary(object: JsonObject, commented: JsonObject): JsonObject {
  const isProse = (key: string) => PROSE.includes(key) && typeof object[key] === 'string';
  // In an editor, the example of a whole object would hide its fields.
  const isBulky = (key: string) => key === 'example' && typeof object[key] === 'object';
  const rest = Object.fromEntries(Object.entries(commented).filter(([key]) => !isProse(key) && !isBulky(key)));
  const prose = PROSE.filter(isProse).map((key) => String(object[key]).trim());
  const paragraphs = [...prose, describeFacts(object).join('\n')].filter((text) => text !== '');
  return paragraphs.length === 0 ? rest : { ...rest, summary: paragraphs.join('\n\n') };
}

/** Describes each fact in one line. */
export function describeFacts(object: JsonObject): string[] {
  // The limits of a parameter are in its schema.
  const ofParameter = isObject(object.schema) && typeof object.in === 'string' ? object.schema : undefined;
  const schema = ofParameter ?? object;
  const stability = object['x-stability-level'];
  const sunset = object['x-sunset'];
  return [
    range('Range', schema.minimum, schema.maximum),
    range('Length', schema.minLength, schema.maxLength),
    range('Items', schema.minItems, schema.maxItems),
    // A schema's own default becomes a tag.
    ofParameter?.default === undefined ? undefined : `Default: ${JSON.stringify(ofParameter.default)}.`,
    typeof schema.pattern === 'string' ? `Pattern: \`${schema.pattern}\`.` : undefined,
    typeof stability === 'string' ? `Stability: ${stability}.` : undefined,
    typeof sunset === 'string' ? `Ends on ${sunset}.` : undefined,
  ].filter((line) => line !== undefined);
}

function range(label: string, from: Json | undefined, to: Json | undefined): string | undefined {
  if (typeof from !== 'number' && typeof to !== 'number') return undefined;
  if (typeof to !== 'number') return `${label}: ${from} or more.`;
  return typeof from === 'number' ? `${label}: ${from} to ${to}.` : `${label}: up to ${to}.`;
}
