import { z } from 'zod'
import { decimalText } from '#kernel/money'
import type { JsonObject, RemoteListing, RemoteState, StandingListing, WantedListing } from '#modules/channels'
import { bodyOf, type MiraklClient } from './client.ts'
import { markOf, type OpenImport, openImport } from './imports.ts'
import { type OfferBody, offerBody } from './offer-body.ts'
import type { MiraklSettings } from './settings.ts'
import { stateCodeOf } from './states.ts'

/** What Mirakl was last told, the imports it may still be working on, and when a sale there was first noticed. */
const memory = z.object({ offer: offerBody, pending: z.array(openImport), lostAt: z.string().optional() })
export type OfferMemory = z.output<typeof memory>

export function memoryOf(data: JsonObject | undefined): OfferMemory | undefined {
  const parsed = memory.safeParse(data)
  return parsed.success ? parsed.data : undefined
}

export const dataOf = (offer: OfferMemory): JsonObject =>
  z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(offer)))

/** GTIN digits only; twelve of them are a UPC, which is an EAN with a zero in front. */
export function eanOf(barcode: string): string | undefined {
  const digits = barcode.replace(/\D/g, '')
  if (digits.length === 12) return `0${digits}`
  return digits.length === 13 || digits.length === 8 ? digits : undefined
}

export function offerOf(wanted: WantedListing, ean: string, settings: MiraklSettings): OfferBody | undefined {
  const state = stateCodeOf(wanted, settings)
  if (state === undefined) return undefined
  const { leadtimeToShip, logisticClass } = settings
  return {
    shop_sku: wanted.sku,
    product_id: ean,
    product_id_type: 'EAN',
    state_code: state,
    price: Number(decimalText(wanted.priceMinor)),
    quantity: wanted.quantity,
    description: wanted.description,
    internal_description: wanted.title,
    update_delete: 'update',
    ...(leadtimeToShip === undefined ? {} : { leadtime_to_ship: leadtimeToShip }),
    ...(logisticClass ? { logistic_class: logisticClass } : {}),
  }
}

const shown = z.object({
  offer_id: z.number(),
  shop_sku: z.string(),
  active: z.boolean(),
  price: z.number().nullish(),
  all_prices: z.array(z.object({ price: z.number() })).default([]),
  quantity: z.number(),
  description: z.string().nullish(),
  internal_description: z.string().nullish(),
  product_title: z.string(),
})
export type ShownOffer = z.output<typeof shown>
const page = z.object({ offers: z.array(shown), total_count: z.number() })

const perPage = 100
/** A hundred thousand offers; beyond that the export (OF52) would be due. */
const pagesMax = 1_000

const readPage = async (client: MiraklClient, query: Readonly<Record<string, string>>) =>
  bodyOf(page, await client.call({ method: 'GET', path: '/offers', query: { max: String(perPage), ...query } }))

/**
 * These offers as Mirakl shows them now. Few are asked for one by one; when the shop's pages are fewer requests, the
 * pages are read instead.
 */
export async function readOffers(client: MiraklClient, skus: readonly string[]): Promise<Map<string, ShownOffer>> {
  const missing = new Set(skus)
  const found = new Map<string, ShownOffer>()
  const note = (offers: readonly ShownOffer[]): void => {
    for (const offer of offers) if (missing.delete(offer.shop_sku)) found.set(offer.shop_sku, offer)
  }
  const [only] = skus
  if (only === undefined) return found
  if (skus.length === 1) {
    note((await readPage(client, { sku: only })).offers)
    return found
  }
  const first = await readPage(client, { offset: '0' })
  note(first.offers)
  const pages = Math.min(pagesMax, Math.ceil(first.total_count / perPage))
  if (pages - 1 > missing.size) {
    for (const sku of [...missing]) note((await readPage(client, { sku })).offers)
    return found
  }
  for (let number = 1; number < pages && missing.size > 0; number += 1) {
    note((await readPage(client, { offset: String(number * perPage) })).offers)
  }
  return found
}

export const minorOf = (euros: number): number => Math.round(euros * 100)

/** `price` is optional in the contract; the list of prices is not. */
const priceMinorOf = ({ price, all_prices: [first] }: ShownOffer): number => minorOf(price ?? first?.price ?? 0)

/** `told`: the quantity we sent last. Nothing left of something we offered was sold; an inactive offer nobody can buy. */
export function stateOf(offer: ShownOffer | undefined, told: number): RemoteState {
  if (!offer) return { kind: 'absent' }
  if (offer.quantity > 0)
    return offer.active
      ? { kind: 'on-sale', priceMinor: priceMinorOf(offer), quantity: offer.quantity }
      : { kind: 'hidden' }
  return told > 0 ? { kind: 'sold' } : { kind: 'hidden' }
}

/** Mirakl shows exactly what it was told: whatever carried that has arrived. */
export const isAsTold = (offer: ShownOffer | undefined, told: OfferBody): boolean =>
  offer !== undefined &&
  offer.quantity === told.quantity &&
  priceMinorOf(offer) === minorOf(told.price) &&
  (offer.description ?? '') === told.description

/**
 * The imports that may still change what is shown. A complete offer carries a mark, so its arrival is seen; of stock files,
 * which only ever say 0, nothing more is to be expected where nothing is left.
 */
export function stillOpen({ offer, pending }: OfferMemory, shown: ShownOffer | undefined): readonly OpenImport[] {
  const last = pending.findLast(({ kind }) => kind === 'offers')
  const isMarked = last !== undefined && (shown?.internal_description ?? '').endsWith(markOf(last.at))
  const isEmpty = offer.quantity === 0 && shown?.quantity === 0
  return pending.filter(({ kind }) => !(kind === 'offers' && isMarked) && !(kind === 'stock' && isEmpty))
}

export const remoteOf = (offer: Pick<ShownOffer, 'offer_id' | 'shop_sku'>, data: OfferMemory): RemoteListing => ({
  id: String(offer.offer_id),
  sku: offer.shop_sku,
  data: dataOf(data),
})

/** One page of the shop's offers, for the auditor; `page` is the offset. */
export async function listAll(
  client: MiraklClient,
  asked: string | undefined,
): Promise<{ items: readonly StandingListing[]; next: string | undefined }> {
  const offset = Number(asked ?? '0')
  const { offers, total_count: total } = await readPage(client, { offset: String(offset) })
  const items = offers.map((offer) => ({
    remoteId: String(offer.offer_id),
    sku: offer.shop_sku,
    title: offer.product_title,
    state: stateOf(offer, 0),
  }))
  const isLast = offers.length === 0 || offset + perPage >= total
  return { items, next: isLast ? undefined : String(offset + perPage) }
}
