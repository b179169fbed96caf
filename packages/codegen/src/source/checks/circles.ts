import { isObject, type Json, type JsonObject, listItems, referenceOf, schemaName } from '../../json/index.ts';
import { type Path, quoted, type Report, visible } from '../fault.ts';

/** A reference by which a schema includes another one as a whole. */
interface Part {
  readonly of: string;
  readonly target: string;
  readonly at: Path;
}

/** A schema on the path from the first one to the current one, and the part through which the path continues. */
interface Step {
  readonly name: string;
  readonly parts: Iterator<Part>;
  part?: Part;
}

/**
 * Reports each schema that contains itself through `allOf`, `oneOf` or `anyOf`, without a property or list in between.
 * No value has such a type, and TypeScript rejects it.
 */
export function checkCircles(document: Json, report: Report): void {
  const components = isObject(document) && isObject(document.components) ? document.components.schemas : undefined;
  const schemas = isObject(components) ? components : {};
  const visited = new Set<string>();
  for (const name of Object.keys(schemas)) visit(name, schemas, visited, report);
}

// Not recursive: a hostile document may have a chain of any length.
function visit(first: string, schemas: JsonObject, visited: Set<string>, report: Report): void {
  const steps: Step[] = [];
  const depths = new Map<string, number>();
  const enter = (name: string) => {
    if (visited.has(name) || !Object.hasOwn(schemas, name)) return;
    visited.add(name);
    depths.set(name, steps.length);
    steps.push({ name, parts: partsOf(name, schemas[name] ?? null, ['components', 'schemas', name]).values() });
  };
  enter(first);
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const { done, value: part } = step.parts.next();
    if (done) {
      depths.delete(step.name);
      steps.pop();
      continue;
    }
    step.part = part;
    const depth = depths.get(part.target);
    if (depth === undefined) enter(part.target);
    else
      reportCircle(
        steps.slice(depth).flatMap((each) => each.part ?? []),
        report,
      );
  }
}

function reportCircle(parts: readonly Part[], report: Report): void {
  const last = parts.at(-1);
  // If a cycle has only references, each reference is reported as a fault.
  if (last === undefined || parts.every(({ at }) => at.length === ['components', 'schemas', 'NAME', '$ref'].length))
    return;
  const names = visible([...parts.map(({ of }) => of), last.target].join(', '));
  report(last.at, `${quoted(last.target)} contains itself: ${names}. Break the circle with a property or a list.`);
}

function partsOf(of: string, schema: Json, at: Path): Part[] {
  if (!isObject(schema)) return [];
  const reference = referenceOf(schema);
  if (reference !== undefined) {
    const target = schemaName(reference);
    return target === undefined ? [] : [{ of, target, at: [...at, '$ref'] }];
  }
  return ['allOf', 'oneOf', 'anyOf'].flatMap((key) => {
    return listItems(schema[key]).flatMap((item, index) => partsOf(of, item, [...at, key, String(index)]));
  });
}
