/** Returns a generator of numbers in [0, 1), the same for the same seed (32-bit xorshift). Not for secrets. */
export function seededRandom(seed: number): () => number {
  // Neighbouring seeds must give different sequences, and a state of zero would stay zero.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
