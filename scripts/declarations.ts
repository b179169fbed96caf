/** An entry of one of our packages, as imported by a project that has only that package. */
export interface Entry {
  readonly packageName: string;
  readonly specifier: string;
  /** More lines, for what a plain call does not cover: generic functions, and methods of returned objects. */
  readonly more?: string;
}

const CLIENT = `import { createNeonClient } from '@neon-api/client';\nconst neon = createNeonClient({ apiKey: 'key' });`;

const CLIENT_USES = `
${CLIENT}
import { callAndWait, answerBehind, paginate, pollOperations, waitForOperations } from '@neon-api/client';
import { createProject, listProjectBranches, listProjects } from '@neon-api/client/operations';
const params = (project_id: string) => ({ path: { project_id } });
export const branchesOf = (project_id: string) => listProjectBranches(neon, { project_id });
export const namesOf = async (project_id: string) => (await branchesOf(project_id)).branches;
export const get = (project_id: string) => neon.GET('/projects/{project_id}', { params: params(project_id) });
export const data = async (project_id: string) => (await get(project_id)).data!.project;
export const operations = async () => (await neon.POST('/projects', { body: { project: {} } })).data?.operations;
export const put = (org_id: string) =>
  neon.PUT('/organizations/{org_id}/billing/spending_limit', {
    params: { path: { org_id } },
    body: { spending_limit_cents: 1 },
  });
export const patch = (id: string) => neon.PATCH('/projects/{project_id}', { params: params(id), body: { project: {} } });
export const remove = (id: string) => neon.DELETE('/projects/{project_id}', { params: params(id) });
export const pages = () => paginate(neon, listProjects);
export const items = () => paginate(neon, listProjects).collect();
export const created = () => callAndWait(neon, createProject, { body: { project: {} } });
export const accepted = (error: unknown) => answerBehind(error, createProject);
export const waited = async () => waitForOperations(neon, (await created()).operations);
export const progress = async () => pollOperations(neon, await created());
export { neon };
`;

export const ENTRIES: readonly Entry[] = [
  { packageName: '@neon-api/client', specifier: '@neon-api/client', more: CLIENT_USES },
  { packageName: '@neon-api/client', specifier: '@neon-api/client/minimal' },
  { packageName: '@neon-api/client', specifier: '@neon-api/client/operations' },
  { packageName: '@neon-api/client', specifier: '@neon-api/client/otel' },
  { packageName: '@neon-api/helpers', specifier: '@neon-api/helpers' },
  { packageName: '@neon-api/helpers', specifier: '@neon-api/helpers/node' },
  { packageName: '@neon-api/fleet', specifier: '@neon-api/fleet' },
  { packageName: '@neon-api/codegen', specifier: '@neon-api/codegen' },
  { packageName: '@neon-api/emulator', specifier: '@neon-api/emulator' },
  { packageName: '@neon-api/emulator', specifier: '@neon-api/emulator/fetch' },
];

/** Prints the functions that a module exports, and those in the objects that it exports, as JSON. */
export function listingProgram(specifier: string): string {
  return `
const isCallable = (value) => typeof value === 'function' && !/^class\\b/.test(String(value));
const names = Object.entries(await import('${specifier}')).flatMap(([name, value]) =>
  isCallable(value)
    ? [name]
    : Object.entries(typeof value === 'object' ? value : {}).flatMap(([inner, one]) => isCallable(one) ? [name + '.' + inner] : []));
console.log(JSON.stringify(names));
`;
}

/** Returns a library that exports an arrow function for each function of an entry. The compiler must name its result type. */
export function libraryOver({ specifier, more = '' }: Entry, functions: readonly string[]): string {
  const uses = functions.map((path) => {
    const name = path.replace('.', '_');
    return `export const use_${name} = (...args: Parameters<typeof subject.${path}>) => subject.${path}(...args);\n`;
  });
  return `import * as subject from '${specifier}';\n${uses.join('')}${more}`;
}
