import type { ProjectSettingsData } from '@neon-api/types';
import { badRequest } from '../errors/index.ts';
import { findBadEntries } from './address-list.ts';

/** Throws 400 if an entry of `allowed_ips` is not an address, a range or a network. */
export function checkAllowedIps(settings: Pick<ProjectSettingsData, 'allowed_ips'> | undefined): void {
  const [bad] = findBadEntries(settings?.allowed_ips?.ips ?? []);
  if (bad === undefined) return;
  throw badRequest(
    `allowed_ips: "${bad}" is not an IP address, a range (198.51.100.1-198.51.100.9) or a network (203.0.113.0/24)`,
  );
}
