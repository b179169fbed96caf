import { isList, isObject, type Json, type JsonObject, referenceOf, resolveReference } from '../../json/index.ts';
import { type Path, quoted, type Report, visible } from '../fault.ts';

/** Keys whose text is a reference that tools follow or fetch. */
const REFERENCE_KEYS = new Set(['$ref', '$dynamicRef', 'operationRef', 'externalValue']);

/**
 * Reports every reference that is external, circular, or has no target. This includes examples: tools follow references
 * in them, too, and would fetch external ones.
 */
export function checkReferences(document: Json, report: Report): void {
  const visit = (value: Json, at: Path): void => {
    if (isList(value)) {
      for (const [index, item] of value.entries()) visit(item, [...at, String(index)]);
    } else if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        const here = [...at, key];
        const fault = typeof child === 'string' ? faultOfText(document, key, child) : undefined;
        if (fault !== undefined) report(here, fault);
        else if (key === '$ref') checkType(document, value, at, report);
        if (key === 'discriminator' && isObject(child))
          checkMapping(document, child.mapping, optionsOf(value), [...here, 'mapping'], report);
        visit(child, here);
      }
    }
  };
  visit(document, []);
}

function faultOfText(document: Json, key: string, value: string): string | undefined {
  if (key === '$id') return '"$id" is not supported: it would change the references below it.';
  return REFERENCE_KEYS.has(key) ? faultOfReference(document, value) : undefined;
}

/** A type next to a reference must be the type of its target. */
function checkType(document: Json, { $ref, type }: JsonObject, at: Path, report: Report): void {
  if (type === undefined || typeof $ref !== 'string') return;
  const resolution = resolveReference(document, { $ref });
  const target = resolution.outcome === 'found' ? resolution.value : undefined;
  if (!isObject(target) || target.type === undefined) return;
  if (JSON.stringify(target.type) === JSON.stringify(type)) return;
  report([...at, 'type'], `${visible(JSON.stringify(type))} is not the type of ${quoted($ref)}. Remove it.`);
}

/** Returns the references among the options of a union; undefined if the schema is not a union. */
function optionsOf({ oneOf, anyOf }: JsonObject): readonly Json[] | undefined {
  const options = oneOf ?? anyOf;
  return isList(options) ? options.flatMap((option) => referenceOf(option) ?? []) : undefined;
}

/** A mapping names schemas, either by name or by reference. */
function checkMapping(
  document: Json,
  mapping: Json | undefined,
  options: readonly Json[] | undefined,
  at: Path,
  report: Report,
): void {
  for (const [key, target] of Object.entries(isObject(mapping) ? mapping : {})) {
    if (typeof target !== 'string') continue;
    const reference = target.startsWith('#') ? target : `#/components/schemas/${target}`;
    const isLocal = /^[A-Za-z0-9_.-]+$/.test(target) || target.startsWith('#/');
    const notAnOption =
      options === undefined || options.includes(reference) ? undefined : `${quoted(target)} is not one of the options.`;
    const fault = isLocal ? (faultOfReference(document, reference) ?? notAnOption) : leadsOut(target);
    if (fault !== undefined) report([...at, key], fault);
  }
}

function faultOfReference(document: Json, reference: string): string | undefined {
  const resolution = resolveReference(document, { $ref: reference });
  const last = resolution.reference ?? reference;
  switch (resolution.outcome) {
    case 'external':
      return leadsOut(last);
    case 'circular':
      return `${quoted(reference)} is a circular reference.`;
    case 'missing':
      return leadsToNoObject(last);
    case 'found':
      return isObject(resolution.value) ? undefined : leadsToNoObject(last);
  }
}

function leadsToNoObject(reference: string): string {
  return `${quoted(reference)} does not exist in this document, or is not an object.`;
}

function leadsOut(reference: string): string {
  return `${quoted(reference)} is outside the document. Use a reference that begins with #/.`;
}
