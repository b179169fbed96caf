export { type ProvisionedProject, type ProvisionProjectOptions, provisionProject } from './provision-project.ts';
