/** Numbers in [0, 1) that are the same for the same seed (xorshift, 32 bits). Never for secrets. */
export function seededRandom(seed: number): () => number {
  // Spreads neighbouring seeds apart; zero would stay zero.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
