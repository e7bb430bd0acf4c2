import { Hono } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type DiscogsEnv, requireSeller } from './access.ts'
import { refuseChoice } from './listing-rules.ts'
import { feeMinor } from './order-view.ts'
import { refuseUnknown } from './refusal.ts'
import { getRelease } from './release-store.ts'
import { money } from './seller.ts'
import { currencies, mediaConditions, oneOf } from './vocabulary.ts'

/** What each grade is worth against Near Mint. */
const gradeFactors = [1.15, 1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1]

export function prices(machine: Machine): Hono<DiscogsEnv> {
  const app = new Hono<DiscogsEnv>()

  app.get('/marketplace/fee/:price/:currency?', (c) => {
    const { price, currency = 'USD' } = c.req.param()
    // The live API knows `20.00` and answers 404 to `20`.
    if (!/^\d+\.\d{2}$/.test(price)) refuseUnknown()
    const known = oneOf(currencies, currency) ?? refuseChoice('currency', currencies)
    return c.json({ value: feeMinor(Math.round(Number(price) * 100)) / 100, currency: known })
  })

  app.get('/marketplace/price_suggestions/:release', (c) => {
    requireSeller(c)
    const id = Number(c.req.param('release'))
    // Every tenth release has no history: clients must cope with an empty object.
    if (id % 10 === 0) return c.json({})
    const nearMintMinor = 300 + ((id * 7_919) % 4_500)
    const entries = mediaConditions.map((condition, index) => {
      return [condition, money(Math.round(nearMintMinor * (gradeFactors[index] ?? 1)))] as const
    })
    return c.json(Object.fromEntries(entries))
  })

  app.get('/marketplace/stats/:release', (c) => {
    const row = machine.store.get(
      `select count(*) as count, min(price_minor) as lowest from discogs_listings where release_id = ? and status = 'For Sale'`,
      Number(c.req.param('release')),
    )
    const count = Number(row?.count ?? 0)
    const lowest = count === 0 ? null : money(Number(row?.lowest))
    return c.json({ lowest_price: lowest, num_for_sale: count === 0 ? null : count, blocked_from_sale: false })
  })

  app.get('/releases/:id', (c) => {
    const id = Number(c.req.param('id'))
    if (!Number.isInteger(id) || id < 1) refuseUnknown()
    return c.json(releaseView(machine, id, c.get('base')))
  })
  return app
}

/** Only what a seller's tool reads; tracks, credits and images are not modelled. */
function releaseView(machine: Machine, id: number, base: string) {
  const { artist, title, label, catno, format, year, country } = getRelease(machine, id)
  const [name = 'Vinyl', ...descriptions] = format.split(', ').filter((part) => part !== '')
  return {
    id,
    status: 'Accepted',
    title,
    year,
    country,
    resource_url: `${base}/releases/${id}`,
    artists: [{ id: 0, name: artist, anv: '', join: '', role: '', tracks: '', resource_url: '' }],
    artists_sort: artist,
    labels: [{ id: 0, name: label, catno, entity_type: '1', resource_url: '' }],
    formats: [{ name, qty: '1', descriptions }],
    genres: [],
    styles: [],
    identifiers: [],
    tracklist: [],
    estimated_weight: 230,
    format_quantity: 1,
    data_quality: 'Correct',
  }
}
