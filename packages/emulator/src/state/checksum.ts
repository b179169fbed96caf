import { crc32 } from 'node:zlib';

/** Computes a CRC-32 that continues an earlier one, so that each checksum covers everything before it. */
export function checksumOf(previous: number, ...parts: readonly (string | Uint8Array)[]): number {
  return parts.reduce((checksum: number, part) => crc32(part as string | Buffer, checksum), previous);
}

export function formatChecksum(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
