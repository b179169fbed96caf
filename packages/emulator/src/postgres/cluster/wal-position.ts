/** The segment size of the template. */
export const SEGMENT_BYTES: number = 1 << 20;
const SEGMENTS_A_FILE_ID = 0x1_0000_0000n / BigInt(SEGMENT_BYTES);

/** Returns the name of the log segment that contains a position. */
export function segmentOf(timeline: number, lsn: bigint): string {
  const number = lsn / BigInt(SEGMENT_BYTES);
  const parts = [BigInt(timeline), number / SEGMENTS_A_FILE_ID, number % SEGMENTS_A_FILE_ID];
  return parts.map((part) => part.toString(16).toUpperCase().padStart(8, '0')).join('');
}
