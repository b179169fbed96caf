import type { DefaultEndpointSettings, Endpoint } from '@neon-api/types';
import { badRequest } from '../../errors/index.ts';
import type { HandlerContext } from '../handler.ts';

type Settings = Endpoint['settings'];

/** Throws 400 with Postgres's reason if one of the settings is unknown, invalid or not the tenant's to set. */
export async function checkPgSettings(
  { dataPlane }: HandlerContext,
  pgVersion: number,
  all: readonly (Pick<Settings, 'pg_settings'> | undefined)[],
): Promise<void> {
  for (const settings of all) {
    const fault = await dataPlane.checkSettings?.(pgVersion, settings?.pg_settings ?? {});
    if (fault !== undefined) throw badRequest(fault);
  }
}

/** Returns the settings of a new endpoint: those of the project, replaced by those of the request. */
export function settingsOfNew(defaults: DefaultEndpointSettings | undefined, asked: Settings | undefined): Settings {
  const { pg_settings, pgbouncer_settings } = defaults ?? {};
  return {
    ...(pg_settings ? { pg_settings } : {}),
    ...(pgbouncer_settings ? { pgbouncer_settings } : {}),
    ...asked,
  };
}
