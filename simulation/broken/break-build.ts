import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** Builds with one promise taken out, to prove that the simulation would notice. Only ever in a process of their own. */
export const breakages = ['claims', 'wanted', 'early-capture', 'lost-holds', 'kept-reservations'] as const
export type Breakage = (typeof breakages)[number]

/** Run in the simulation's own database: claims without the unique index, and without the lock. */
export const naiveClaims = (): string => readFileSync(new URL('./naive-claims.sql', import.meta.url), 'utf8')

type Rewrite = { readonly file: string; readonly right: string; readonly wrong: string }

const rewrites: Readonly<Record<Exclude<Breakage, 'claims'>, Rewrite>> = {
  /** The lane sends what was wanted when its work was queued. */
  wanted: {
    file: '/src/modules/channels/lane.ts',
    right: 'await deriveAll(cx, account, { limits: maker.limits, variantIds })',
    wrong: `await (await import(${JSON.stringify(new URL('./stale-wanted.ts', import.meta.url).href)})).derivedWhenQueued({
  accountId: account.id, now: cx.now(), variantIds, derive: (ids) => deriveAll(cx, account, { limits: maker.limits, variantIds: ids }) })`,
  },
  /** An order is placed without looking whether its copies are still the buyer's. */
  'lost-holds': {
    file: '/src/modules/orders/place-checkout.ts',
    right: 'if (lostVariantIds.length > 0) return giveUp(tx, checkout, { lostVariantIds, providerPaymentId })',
    wrong: '',
  },
  /** The buyer is told that the copy is gone, and the money stays reserved. */
  'kept-reservations': {
    file: '/src/modules/orders/place-checkout.ts',
    right: 'await undoPayment(tx, paymentId, { providerPaymentId: loss.providerPaymentId })',
    wrong: '',
  },
  /** The money is taken before the copies are the order's. */
  'early-capture': {
    file: '/src/modules/orders/continue-checkout.ts',
    right: 'const placing = await placeCheckout(cx, id, providerPaymentId)',
    wrong: `const early = await findPayment(cx, paymentId)
  await (await (await import('#modules/payments')).getProvider(cx, early.provider)).capture({ paymentId, providerPaymentId, amountMinor: early.amountMinor })
  const placing = await placeCheckout(cx, id, providerPaymentId)`,
  },
}

/** From here on the module is loaded with its line rewritten. Answers how to ask whether the line was found. */
export function breakSource(breakage: keyof typeof rewrites): () => boolean {
  const { file, right, wrong } = rewrites[breakage]
  let isRewritten = false
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (!url.endsWith(file)) return loaded
      const source = String(loaded.source)
      isRewritten = source.includes(right)
      return { ...loaded, source: source.replace(right, () => wrong) }
    },
  })
  return () => isRewritten
}
