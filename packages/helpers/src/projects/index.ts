export {
  type EnsuredProject,
  type EnsureProjectOptions,
  ensureProject,
  ensureProjectWithUris,
} from './ensure-project.ts';
export { type FindProjectOptions, type FoundProject, findProject } from './find-project.ts';
export { NEW_PROJECT } from './project-request.ts';
export { type ProvisionedProject, type ProvisionProjectOptions, provisionProject } from './provision-project.ts';
export { resolveOrg } from './resolve-org.ts';
export { type EphemeralProject, type WithProjectOptions, withProject } from './with-project.ts';
