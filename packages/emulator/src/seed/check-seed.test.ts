import { expect, test } from 'vitest';
import { sharedContract } from '../contract/index.ts';
import { checkSeed } from './check-seed.ts';
import type { Seed } from './seed.ts';

const check = (seed: object): void => checkSeed(seed as Seed, sharedContract().document);
const checkProject = (project: object): void => check({ projects: [project] });

test('a seed with every kind of field is accepted', () => {
  checkProject({
    project: {
      name: 'shop',
      pg_version: 17,
      settings: { allowed_ips: { ips: ['127.0.0.1'] } },
      default_endpoint_settings: { pg_settings: { work_mem: '16MB' } },
    },
    roles: ['reader'],
    databases: [{ name: 'orders', owner: 'reader' }],
    branches: [{ name: 'staging', parent: 'main', endpoint: false, roles: [], databases: [] }],
  });
});

test.each<[object, string]>([
  [{ projekts: [] }, 'The seed has no field "projekts". Did you mean "projects"?'],
  [{}, "The seed's projects must be an array."],
  [{ projects: [7] }, "The seed's projects[0] must be an object."],
  [{ projects: [{}] }, "The seed's projects[0].project must be an object."],
])('%j is refused', (seed, message) => {
  expect(() => check(seed)).toThrow(message);
});

test.each<[object, string]>([
  [{ project: {}, branch: [] }, 'The seed\'s projects[0] has no field "branch". Did you mean "branches"?'],
  [{ project: { nam: 'x' } }, 'The seed\'s projects[0].project has no field "nam". Did you mean "name"?'],
  [{ project: { settings: { quotas: {} } } }, 'The seed\'s projects[0].project.settings has no field "quotas".'],
  [{ project: {}, branches: {} }, "The seed's projects[0].branches must be an array."],
  [
    { project: {}, branches: [{ name: 'a', endpoints: true }] },
    'The seed\'s projects[0].branches[0] has no field "endpoints". Did you mean "endpoint"?',
  ],
  [
    { project: {}, databases: [{ name: 'a', ownr: 'b' }] },
    'The seed\'s projects[0].databases[0] has no field "ownr". Did you mean "owner"?',
  ],
  [{ project: {}, roles: 'reader' }, "The seed's projects[0].roles must be an array."],
])('a project of a seed, %j, is refused', (project, message) => {
  expect(() => checkProject(project)).toThrow(message);
});
