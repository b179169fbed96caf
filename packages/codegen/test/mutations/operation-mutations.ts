import { referencesIn } from '../../src/json/index.ts';
import type { Mutation, Pick } from './schema-mutations.ts';
import { contentsOf, isNode, type Node, type OperationSpot, operationSpots, parametersOf } from './spots.ts';

export const OPERATION_MUTATIONS: Readonly<Record<string, Mutation>> = {
  'add optional parameter': on(always, (spot) => {
    parametersOf(spot).push({ name: 'mutated', in: 'query', schema: { type: 'string' } });
  }),
  'add required parameter': on(always, (spot) => {
    parametersOf(spot).push({ name: 'mutated', in: 'query', required: true, schema: { type: 'string' } });
  }),
  'remove parameter': on(hasQuery, (spot, pick) => {
    const gone = pick(queryOf(spot));
    spot.node.parameters = parametersOf(spot).filter((parameter) => parameter !== gone);
  }),
  'rename parameter': onQuery((parameter) => {
    parameter.name = 'mutated';
  }),
  'flip required of parameter': onQuery((parameter) => {
    parameter.required = parameter.required !== true;
  }),
  'retype parameter': onQuery((parameter, pick) => {
    parameter.schema = pick([{ type: 'integer' }, { type: 'string', enum: ['one'] }, { type: 'boolean' }]);
  }),
  'turn parameter into a list': onQuery((parameter) => {
    parameter.schema = { type: 'array', items: parameter.schema };
  }),
  'move path': on(always, ({ id, parent, path, method }, _, paths) => {
    const { [method]: moved, parameters } = parent;
    delete parent[method];
    paths[`/moved/${id}${path}`] = { [method]: moved, ...(parameters === undefined ? {} : { parameters }) };
  }),
  'change method': on(always, ({ parent, method, node }) => {
    const free = ['get', 'post', 'put', 'patch', 'delete'].find((other) => parent[other] === undefined);
    if (free === undefined) return;
    parent[free] = node;
    delete parent[method];
  }),
  'remove operation': on(always, ({ parent, method }) => {
    delete parent[method];
  }),
  'rename operation': on(always, ({ node }) => {
    node.operationId = 'mutatedOperation';
  }),
  'rename operation and require a parameter': renamingAnd(always, (spot) => {
    parametersOf(spot).push({ name: 'mutated', in: 'query', required: true, schema: { type: 'string' } });
  }),
  'rename operation and drop a parameter': renamingAnd(hasQuery, (spot, pick) => {
    const gone = pick(queryOf(spot));
    spot.node.parameters = parametersOf(spot).filter((parameter) => parameter !== gone);
  }),
  'rename operation and change its response': renamingAnd(answers, ({ node }, pick) => {
    for (const content of answersOf(node)) content.schema = pick([{ type: 'string' }, { type: 'object' }]);
  }),
  'rename operation and add a body': renamingAnd(hasNoBody, ({ node }, pick) => {
    node.requestBody = { required: pick([true, false]), ...json({ type: 'string' }) };
  }),
  'rename operation and remove its body': renamingAnd(hasBody, ({ node }) => {
    delete node.requestBody;
  }),
  'rename operation and change one of its schemas': renamingAnd(always, ({ node }, pick, _, schemas) => {
    const names = referencesIn(node).map((reference) => reference.replace('#/components/schemas/', ''));
    const properties = names
      .map((name) => schemas[name])
      .flatMap((schema) => (isNode(schema) ? [schema.properties] : []));
    const changed = pick(properties.filter(isNode));
    if (changed !== undefined) changed[Object.keys(changed)[0] ?? 'mutated'] = { type: 'boolean' };
  }),
  'rename operation and a parameter of its path': on(hasPathParameter, ({ node, parent, path, method }, _, paths) => {
    const name = namesIn(path)[0] ?? '';
    const parameters = [...listOf(parent.parameters), ...listOf(node.parameters)].map((parameter) =>
      isNode(parameter) && parameter.name === name ? { ...parameter, name: 'mutated' } : parameter,
    );
    delete parent[method];
    paths[path.replace(`{${name}}`, '{mutated}')] = {
      [method]: { ...node, operationId: 'mutatedOperation', parameters },
    };
  }),
  'move operation and require a parameter': on(always, (spot, _, paths) => {
    const { id, parent, path, method } = spot;
    parametersOf(spot).push({ name: 'mutated', in: 'query', required: true, schema: { type: 'string' } });
    const { [method]: moved, parameters } = parent;
    delete parent[method];
    paths[`/moved/${id}${path}`] = { [method]: moved, ...(parameters === undefined ? {} : { parameters }) };
  }),
  'exchange operationIds': on(always, ({ node }, pick, paths) => {
    const other = pick(operationSpots({ paths } as never).filter((spot) => spot.node !== node));
    if (other === undefined) return;
    [node.operationId, other.node.operationId] = [other.node.operationId, node.operationId];
  }),
  'add operation': on(always, ({ node, parent }, _, paths) => {
    const { parameters } = parent;
    const copy = { ...structuredClone(node), operationId: 'mutatedOperation' };
    const inherited = Array.isArray(parameters) ? parameters : [];
    const own = Array.isArray(node.parameters) ? node.parameters : [];
    const query = [...inherited, ...own].filter((parameter) => isNode(parameter) && parameter.in === 'query');
    paths['/mutated'] = { get: { ...copy, parameters: query } };
  }),
  'change status': on(always, ({ node }) => {
    const responses = node.responses as Node;
    const [status] = successes(node);
    if (status === undefined) return;
    responses[status === '200' ? '202' : '200'] = responses[status];
    delete responses[status];
  }),
  'remove response body': on(answers, ({ node }) => {
    const responses = node.responses as Node;
    for (const status of successes(node)) responses[status] = {};
  }),
  'add response body': on(answersNothing, ({ node }, pick, paths) => {
    const schema = pick([{ type: 'string' }, anyAnswer(paths)]);
    for (const status of successes(node)) (node.responses as Node)[status] = json(schema);
  }),
  'change response': on(answers, ({ node }, pick, paths) => {
    const all = operationSpots({ paths } as never).flatMap((spot) => answersOf(spot.node));
    for (const content of answersOf(node)) content.schema = structuredClone(pick(all)?.schema);
  }),
  'add another response': on(always, ({ node }, pick, paths) => {
    (node.responses as Node)['207'] = pick([{}, json({ type: 'string' }), json(anyAnswer(paths))]);
  }),
  'add a response with the same body': on(always, ({ node }) => {
    const responses = node.responses as Node;
    responses['207'] = responses[successes(node)[0] ?? 'default'];
  }),
  'change error': on(always, ({ node }) => {
    (node.responses as Node)['418'] = json({ type: 'string' });
  }),
  'flip required of body': on(hasBody, ({ node }) => {
    const body = node.requestBody as Node;
    body.required = body.required !== true;
  }),
  'remove body': on(hasBody, ({ node }) => {
    delete node.requestBody;
  }),
  'add body': on(hasNoBody, ({ node }, pick) => {
    const schema = { type: 'object', properties: { mutated: { type: 'string' } } };
    node.requestBody = { required: pick([true, false]), ...json(schema) };
  }),
  'change media type of body': on(hasBody, ({ node }) => {
    const body = node.requestBody as { content: Node };
    body.content = { 'multipart/form-data': Object.values(body.content)[0] };
  }),
  'deprecate operation': on(always, ({ node }) => {
    node.deprecated = node.deprecated !== true;
    node['x-sunset'] = '2030-01-01';
  }),
  'change stability': on(always, ({ node }) => {
    if (node['x-stability-level'] === undefined) node['x-stability-level'] = 'beta';
    else delete node['x-stability-level'];
  }),
};

type Change = (spot: OperationSpot, pick: Pick, paths: Node, schemas: Node) => void;

function on(applies: (spot: OperationSpot) => boolean, change: Change): Mutation {
  return (document, pick) => {
    const spot = pick(operationSpots(document).filter(applies));
    if (spot === undefined) return undefined;
    change(spot, pick, document.paths as unknown as Node, document.components.schemas as unknown as Node);
    return { operation: spot.id };
  };
}

/** Combines a change with a rename of its operation, which could hide the change. */
function renamingAnd(applies: (spot: OperationSpot) => boolean, change: Change): Mutation {
  return on(applies, (spot, pick, paths, schemas) => {
    change(spot, pick, paths, schemas);
    spot.node.operationId = 'mutatedOperation';
  });
}

function hasPathParameter({ path, node, parent }: OperationSpot): boolean {
  const inline = [...listOf(parent.parameters), ...listOf(node.parameters)].filter(isNode).map(({ name }) => name);
  return inline.includes(namesIn(path)[0]);
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function onQuery(change: (parameter: Node, pick: Pick) => void): Mutation {
  return on(hasQuery, (spot, pick) => {
    const parameter = pick(queryOf(spot));
    if (parameter !== undefined) change(parameter, pick);
  });
}

function queryOf(spot: OperationSpot): Node[] {
  return parametersOf(spot).filter((parameter) => parameter.in === 'query');
}

function hasQuery(spot: OperationSpot): boolean {
  return queryOf(spot).length > 0;
}

function hasBody({ node }: OperationSpot): boolean {
  return isNode(node.requestBody);
}

function hasNoBody(spot: OperationSpot): boolean {
  return !hasBody(spot);
}

function successes(node: Node): string[] {
  return Object.keys(node.responses as Node).filter((status) => status.startsWith('2'));
}

function answersOf(node: Node): Node[] {
  const responses = node.responses as Node;
  return successes(node).flatMap((status) => contentsOf(responses[status]));
}

function answers({ node }: OperationSpot): boolean {
  return answersOf(node).length > 0;
}

function answersNothing({ node }: OperationSpot): boolean {
  const responses = node.responses as Node;
  return successes(node).every((status) => isNode(responses[status]) && Object.keys(responses[status]).length === 0);
}

function anyAnswer(paths: Node): unknown {
  return operationSpots({ paths } as never).flatMap(({ node }) => answersOf(node))[0]?.schema;
}

function json(schema: unknown): Node {
  return { content: { 'application/json': { schema: structuredClone(schema) } } };
}

function always(): boolean {
  return true;
}
