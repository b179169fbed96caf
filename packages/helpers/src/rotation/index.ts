export { type RotateApiKeyOptions, type RotatedApiKey, rotateApiKey } from './rotate-api-key.ts';
export {
  type RoleCredentials,
  type RotatedRolePassword,
  type RotateRolePasswordOptions,
  rotateRolePassword,
} from './rotate-role-password.ts';
export { RotationError, type RotationStage, secretBehind } from './rotation-error.ts';
