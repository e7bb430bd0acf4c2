import { type Cx, inTransaction } from '#platform/cx'
import { type Answered, type Look, lookOf } from './look.ts'
import { addPageViews, addProductViews, addSteps } from './store.ts'

export type Counts = {
  readonly pages: ReadonlyMap<string, number>
  readonly products: ReadonlyMap<string, number>
  readonly steps: ReadonlyMap<string, number>
}

/** Beyond this many different pages in one batch the rest is not counted: memory is worth more than a figure. */
const keysMax = 20_000
/** No slug holds one. */
const stepSeparator = '\n'

/** The counts of one process since they were last written. */
export function createAudienceCounter() {
  let pages = new Map<string, number>()
  let products = new Map<string, number>()
  let steps = new Map<string, number>()

  const add = (counts: Map<string, number>, key: string): void => {
    const before = counts.get(key)
    if (before !== undefined || counts.size < keysMax) counts.set(key, (before ?? 0) + 1)
  }
  const count = ({ path, slug, fromSlug }: Look): void => {
    add(pages, path)
    if (slug !== undefined) add(products, slug)
    if (slug !== undefined && fromSlug !== undefined) add(steps, `${fromSlug}${stepSeparator}${slug}`)
  }

  return {
    observe(answered: Answered): void {
      const look = lookOf(answered)
      if (look) count(look)
    },
    /** Writes what was counted and begins anew; what cannot be written is lost, a reader never waits for it. */
    async flush(cx: Cx): Promise<void> {
      if (pages.size === 0) return
      const counts: Counts = { pages, products, steps }
      pages = new Map()
      products = new Map()
      steps = new Map()
      await inTransaction(cx, async (tx) => {
        await addPageViews(tx, counts.pages)
        await addProductViews(tx, counts.products)
        await addSteps(tx, counts.steps)
      })
    },
  }
}

export type AudienceCounter = ReturnType<typeof createAudienceCounter>
