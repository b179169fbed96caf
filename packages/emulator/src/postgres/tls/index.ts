export { type Authority, openAuthority } from './authority.ts';
