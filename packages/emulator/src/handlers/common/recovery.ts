/** Spec: deleted branches and projects can be recovered for seven days. */
export const RECOVERY_MS: number = 7 * 24 * 60 * 60 * 1000;

export function recoverableUntil(deletedAt: string): string {
  return new Date(Date.parse(deletedAt) + RECOVERY_MS).toISOString();
}
