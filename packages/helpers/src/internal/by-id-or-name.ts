import { NeonUsageError } from '@neon-api/client';

/** By its id, or by its exact name. */
export type ByIdOrName =
  | { readonly id: string; readonly name?: undefined }
  | { readonly name: string; readonly id?: undefined };

/** One of both: neither or both would leave open what is meant. */
export function assertIdOrName(where: string, { id, name }: { readonly id?: unknown; readonly name?: unknown }): void {
  if ((id === undefined) !== (name === undefined)) return;
  throw new NeonUsageError(`${where}: pass id or name${id === undefined ? '' : ', not both'}.`);
}
