export { type RotateApiKeyOptions, type RotatedApiKey, rotateApiKey } from './rotate-api-key.ts';
export {
  type RoleCredentials,
  type RotatedRolePassword,
  type RotateRolePasswordOptions,
  rotateRolePassword,
} from './rotate-role-password.ts';
export { getRotatedSecret, RotationError, type RotationStage } from './rotation-error.ts';
