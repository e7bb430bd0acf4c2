import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** Builds with one promise taken out, to prove that the simulation would notice. Only ever in a process of their own. */
export const breakages = ['claims', 'wanted'] as const
export type Breakage = (typeof breakages)[number]

/** Run in the simulation's own database: claims without the unique index, and without the lock. */
export const naiveClaims = (): string => readFileSync(new URL('./naive-claims.sql', import.meta.url), 'utf8')

const lane = '/src/modules/channels/lane.ts'
const right = 'await deriveAll(cx, account, { limits: maker.limits, variantIds })'
const stale = `await (await import(${JSON.stringify(new URL('./stale-wanted.ts', import.meta.url).href)})).derivedWhenQueued({
  accountId: account.id, now: cx.now(), variantIds, derive: (ids) => deriveAll(cx, account, { limits: maker.limits, variantIds: ids }) })`

/** From here on the lane sends what was wanted when its work was queued. Answers how to ask whether the line was found. */
export function sendStaleWanted(): () => boolean {
  let isRewritten = false
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.endsWith(lane)) return loaded
      const source = String(loaded.source)
      isRewritten = source.includes(right)
      return { ...loaded, source: source.replace(right, stale) }
    },
  })
  return () => isRewritten
}
