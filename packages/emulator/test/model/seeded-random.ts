/** Evenly spread numbers in [0, 1) from a seed: xorshift, of 32 bits. */
export function createSeededRandom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
