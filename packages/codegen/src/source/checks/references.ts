import type { Json, JsonObject } from '../../contract/index.ts';
import { type Path, quoted, type Report, visible } from '../fault.ts';
import { isObject } from './check.ts';

/** Keys whose text a reader of the document would follow. Beside `$ref`, tools fetch what these name. */
const REFERENCE_KEYS = new Set(['$ref', '$dynamicRef', 'operationRef', 'externalValue']);

/**
 * Reports every reference that leads out of the document, nowhere, or in a circle. Wherever it stands: tools follow
 * references within examples as well, and one that leads out would be fetched.
 */
export function checkReferences(document: Json, report: Report): void {
  const visit = (value: Json, at: Path): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of (value as readonly Json[]).entries()) visit(item, [...at, String(index)]);
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
  if (key === '$id') return '"$id" would change what the references below it mean, and is not supported.';
  return REFERENCE_KEYS.has(key) ? faultOfReference(document, value) : undefined;
}

/** A type beside a reference may only repeat what the reference leads to. */
function checkType(document: Json, { $ref, type }: JsonObject, at: Path, report: Report): void {
  const target = resolved(document, { $ref: $ref ?? null });
  if (type === undefined || typeof $ref !== 'string' || !isObject(target) || target.type === undefined) return;
  if (JSON.stringify(target.type) === JSON.stringify(type)) return;
  report([...at, 'type'], `${visible(JSON.stringify(type))} is not the type of ${quoted($ref)}. Remove it.`);
}

/** The references among the options of a choice; undefined where there is no choice. */
function optionsOf({ oneOf, anyOf }: JsonObject): readonly Json[] | undefined {
  const options = oneOf ?? anyOf;
  if (!Array.isArray(options)) return undefined;
  return (options as readonly Json[]).flatMap((option) => (isObject(option) ? (option.$ref ?? []) : []));
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

/** The value itself, or what its references lead to; undefined where they lead nowhere. */
export function resolved(document: Json, value: Json): Json | undefined {
  const seen = new Set<string>();
  for (let next: Json | undefined = value; ; ) {
    const reference: Json | undefined = isObject(next) ? next.$ref : undefined;
    if (typeof reference !== 'string') return next;
    if (seen.has(reference)) return undefined;
    seen.add(reference);
    next = valueAt(document, reference);
  }
}

function faultOfReference(document: Json, reference: string): string | undefined {
  const seen = new Set<string>();
  for (let next: Json | undefined = reference; typeof next === 'string'; ) {
    if (!next.startsWith('#/')) return leadsOut(next);
    if (seen.has(next)) return `${quoted(reference)} leads in a circle.`;
    seen.add(next);
    const target = valueAt(document, next);
    if (!isObject(target)) return `${quoted(next)} leads to no object of this document.`;
    next = target.$ref;
  }
  return undefined;
}

function leadsOut(reference: string): string {
  return `${quoted(reference)} leads out of the document; only references that begin with #/ are followed.`;
}

function valueAt(document: Json, reference: string): Json | undefined {
  return reference
    .slice('#/'.length)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((value, key) => member(value, key), document);
}

function member(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? (value as readonly Json[])[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
