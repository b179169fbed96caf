import { METHODS, type OpenApiDocument } from '../../contract/index.ts';
import { referencesIn, schemaName } from '../../model/index.ts';

/** Names of the schemas that callers send, and of those that Neon sends; a schema can be in both, or in neither. */
export interface Reach {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
}

export function reachableSchemas(document: OpenApiDocument): Reach {
  const operations = Object.values(document.paths).flatMap((item) => [
    { sent: item.parameters, received: undefined },
    ...METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ sent: [operation.parameters, operation.requestBody], received: operation.responses }] : [];
    }),
  ]);
  return {
    sent: follow(
      document,
      operations.map(({ sent }) => sent),
    ),
    received: follow(
      document,
      operations.map(({ received }) => received),
    ),
  };
}

function follow(document: OpenApiDocument, roots: unknown): Set<string> {
  const seen = new Set<string>();
  const open = referencesIn(roots);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    open.push(...referencesIn(target(document, reference)));
  }
  return new Set([...seen].flatMap((reference) => schemaName(reference) ?? []));
}

function target(document: OpenApiDocument, reference: string): unknown {
  const [, , kind, name] = reference.split('/');
  const components = document.components as unknown as Record<string, Record<string, unknown> | undefined>;
  return components[kind ?? '']?.[name ?? ''];
}
