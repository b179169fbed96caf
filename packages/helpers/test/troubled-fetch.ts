/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const STATUSES = [423, 429, 500, 503];

/** A fetch on which one request in four goes wrong: a refusal, a broken connection, or a lost answer. */
export function troubledFetch(random: () => number): typeof globalThis.fetch {
  const broken = (): TypeError =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) });
  return async (input, init) => {
    const dice = random();
    if (dice >= 0.25) return fetch(input, init);
    if (dice < 0.12) {
      const status = STATUSES[Math.floor((dice / 0.12) * STATUSES.length)] ?? 503;
      return Response.json({ code: '', message: 'trouble' }, { status });
    }
    if (dice < 0.18) throw broken();
    await (await fetch(input, init)).arrayBuffer();
    throw broken();
  };
}
