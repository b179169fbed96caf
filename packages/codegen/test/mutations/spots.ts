import { METHODS, type OpenApiDocument } from '../../src/contract/index.ts';

/** JSON that a mutation can change in place. */
export interface Node {
  [key: string]: unknown;
}

/** A part of a document, with the schema or operation that it belongs to. */
export interface Spot {
  readonly owner: { readonly schema: string } | { readonly operation: string };
  readonly node: Node;
  /** The object and key that contain the node. */
  readonly parent: Node;
  readonly key: string;
}

export interface OperationSpot extends Spot {
  readonly id: string;
  readonly path: string;
  readonly method: string;
}

export function operationSpots(document: OpenApiDocument): OperationSpot[] {
  return Object.entries(document.paths as unknown as Record<string, Node>).flatMap(([path, item]) =>
    METHODS.filter((method) => isNode(item[method])).map((method) => {
      const node = item[method] as Node;
      const id = String(node.operationId);
      return { id, path, method, node, parent: item, key: method, owner: { operation: id } };
    }),
  );
}

/** Returns every schema of a document, including nested schemas. */
export function schemaSpots(document: OpenApiDocument): Spot[] {
  const schemas = document.components.schemas as unknown as Node;
  const named = Object.keys(schemas).flatMap((name) => below({ schema: name }, schemas, name));
  const inline = operationSpots(document).flatMap(({ node, owner }) => [
    ...contentsOf(node.requestBody).flatMap((content) => below(owner, content, 'schema')),
    ...Object.values(node.responses as Node)
      .flatMap(contentsOf)
      .flatMap((content) => below(owner, content, 'schema')),
  ]);
  return [...named, ...inline];
}

/** Returns the media type objects of an inline body or response. */
export function contentsOf(value: unknown): Node[] {
  const content = isNode(value) ? value.content : undefined;
  return isNode(content) ? Object.values(content).filter(isNode) : [];
}

export function parametersOf({ node }: OperationSpot): Node[] {
  const parameters = Array.isArray(node.parameters) ? (node.parameters as Node[]) : [];
  node.parameters = parameters;
  return parameters;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below(owner: Spot['owner'], parent: Node, key: string): Spot[] {
  const node = parent[key];
  if (!isNode(node)) return [];
  const properties = isNode(node.properties) ? node.properties : {};
  const lists = ['allOf', 'oneOf', 'anyOf'].flatMap((name) =>
    Array.isArray(node[name]) ? [node[name] as unknown as Node] : [],
  );
  return [
    { owner, node, parent, key },
    ...Object.keys(properties).flatMap((name) => below(owner, properties, name)),
    ...['items', 'additionalProperties'].flatMap((name) => below(owner, node, name)),
    ...lists.flatMap((list) => Object.keys(list).flatMap((index) => below(owner, list, index))),
  ];
}
