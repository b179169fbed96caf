import { METHODS } from '../../contract/index.ts';
import { isObject, type Json, type JsonObject, listItems, resolveReference } from '../../json/index.ts';
import { jsonPointer, type Path, quoted, type Report } from '../fault.ts';

interface Declared {
  readonly name: string;
  readonly place: string;
  readonly at: Path;
}

/** Reports duplicate parameters, and path parameters that do not match the path template. */
export function checkParameters(document: Json, report: Report): void {
  const paths = isObject(document) && isObject(document.paths) ? document.paths : {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    const here = ['paths', path];
    const template = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
    const repeated = template.filter((name, index) => template.indexOf(name) !== index);
    for (const name of repeated) report(here, `The path contains {${name}} twice.`, { onKey: true });
    const shared = declared(document, item, here);
    checkList(shared, template, report);
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const own = declared(document, operation, [...here, method]);
      checkList(own, template, report);
      const known = new Set([...shared, ...own].filter(({ place }) => place === 'path').map(({ name }) => name));
      for (const name of new Set(template.filter((candidate) => !known.has(candidate)))) {
        report([...here, method], `The path parameter {${name}} is not declared. Add a parameter with "in": "path".`);
      }
    }
  }
}

function checkList(parameters: readonly Declared[], template: readonly string[], report: Report): void {
  const first = new Map<string, Path>();
  for (const { name, place, at } of parameters) {
    const known = first.get(`${place} ${name}`);
    if (known === undefined) first.set(`${place} ${name}`, at);
    else report(at, `The ${place} parameter ${quoted(name)} is already declared at ${jsonPointer(known)}.`);
    if (place === 'path' && !template.includes(name)) report(at, `The path has no {${name}}.`);
  }
}

/** Returns the parameters of a list. Another check reports those without a name or place. */
function declared(document: Json, { parameters }: JsonObject, at: Path): Declared[] {
  return listItems(parameters).flatMap((entry, index) => {
    const resolution = resolveReference(document, entry);
    const parameter = resolution.outcome === 'found' ? resolution.value : undefined;
    if (!isObject(parameter)) return [];
    const { name, in: place } = parameter;
    if (typeof name !== 'string' || typeof place !== 'string') return [];
    return [{ name, place, at: [...at, 'parameters', String(index)] }];
  });
}
