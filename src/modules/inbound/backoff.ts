const firstMs = 2_000

/** 2 s, 4 s, 8 s … ± 25 %, so that many who failed together do not come back together. */
export const backoffMs = (attempts: number, { maxMs, random }: { maxMs: number; random: () => number }): number =>
  Math.round(Math.min(maxMs, firstMs * 2 ** Math.min(attempts, 20)) * (0.75 + random() / 2))
