import type { CredentialSecrets } from '../../state/index.ts';
import { type Random, randomText } from '../../support/index.ts';

const HEX = '0123456789abcdef';
const ALPHANUMERICS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Spec: `nak_live_<32hex>`, and for logs the first 12 of these digits. */
export function newTokenId(random: Random): { readonly token_id: string; readonly token_id_short: string } {
  const digits = randomText(HEX, 32, random);
  return { token_id: `nak_live_${digits}`, token_id_short: digits.slice(0, 12) };
}

/** Spec: the secret key is `nsk_live_<64 hex>`; the form of the token is not documented. */
export function newSecrets(random: Random): CredentialSecrets {
  return {
    apiToken: `neon_branch_${randomText(ALPHANUMERICS, 40, random)}`,
    s3SecretAccessKey: `nsk_live_${randomText(HEX, 64, random)}`,
  };
}
