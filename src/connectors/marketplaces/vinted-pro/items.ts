import { z } from 'zod'
import { Outage } from '#kernel/refusal'
import type { Rejection, RemoteListing, RemoteState, WantedListing } from '#modules/channels'
import { system } from './client.ts'
import { conditionOf, packageSizeOf } from './ontology.ts'
import type { VintedCategory, VintedSettings } from './settings.ts'

export const itemsPath = '/api/v1/items'
const textCharsMin = 5

/** The contract calls them `item_id` and `item_reference`; an older reading of it knows `id` and `reference`. */
export const item = z
  .object({
    item_id: z.string().optional(),
    id: z.string().optional(),
    item_reference: z.string().nullish(),
    reference: z.string().nullish(),
    status: z.string().default(''),
    price: z.union([z.number(), z.string()]).optional(),
    errors: z.array(z.looseObject({ field: z.string().optional(), error: z.string().optional() })).default([]),
  })
  .transform(({ item_id, id, item_reference, reference, price, ...rest }) => ({
    ...rest,
    id: item_id ?? id ?? '',
    reference: item_reference ?? reference ?? '',
    priceMinor: price === undefined ? undefined : Math.round(Number(price) * 100),
  }))
export type VintedItem = z.output<typeof item>

/** What we know of an item there, because the vendor tells neither price nor text back. */
const memory = z.object({
  body: z.record(z.string(), z.json()),
  priceMinor: z.number(),
  /** The price before the last change, which still stands while that change is refused. */
  priceMinorBefore: z.number(),
  state: z.enum(['shown', 'hiding', 'deleting']).default('shown'),
  toldAt: z.string(),
})
export type ItemMemory = z.output<typeof memory>

export const memoryOf = (remote: Pick<RemoteListing, 'data'> | undefined): ItemMemory | undefined =>
  remote && memory.safeParse(remote.data).data

const categoryOf = ({ facts: { medium } }: WantedListing, { categories }: VintedSettings): VintedCategory | null =>
  medium === 'other' ? null : categories[medium]

/** What must be put right before Vinted could take it, each named. */
export function faultsOf(wanted: WantedListing, settings: VintedSettings): Rejection[] {
  const faults: (Rejection | false)[] = [
    settings.publicUrl === undefined && {
      code: 'vinted-pro.no-public-address',
      message: 'publicUrl',
      field: 'publicUrl',
    },
    wanted.photos.length === 0 && { code: 'vinted-pro.no-photo', message: wanted.sku, field: 'photos' },
    categoryOf(wanted, settings) === null && {
      code: 'vinted-pro.no-category',
      message: wanted.facts.medium,
      field: 'catalog_id',
    },
    conditionOf(wanted, settings.conditions) === undefined && {
      code: 'vinted-pro.no-condition',
      message: wanted.mediaGrade ?? wanted.condition,
      field: 'condition',
    },
  ]
  return faults.filter((fault) => fault !== false)
}

/** The complete item: every change replaces all of it. */
export function itemBody(wanted: WantedListing, settings: VintedSettings) {
  const category = categoryOf(wanted, settings)
  const condition = conditionOf(wanted, settings.conditions) ?? 0
  const { label, artist } = wanted.facts
  return {
    title: atLeast(wanted.title, wanted.sku),
    description: atLeast(wanted.description, wanted.title, wanted.sku),
    price: wanted.priceMinor / 100,
    currency: settings.currency,
    catalog_id: category?.id ?? 0,
    package_size_id: packageSizeOf(wanted.weightGrams, settings.packageSizes),
    ...(category?.takesBrand ? { brand: label || artist || wanted.title } : {}),
    photo_urls: wanted.photos.map(({ key }) => photoAddress(key, settings.publicUrl ?? '')),
    ...(settings.isConditionAttribute
      ? { item_attributes: [{ code: 'condition', ids: [condition] }] }
      : { item_attributes: [], status_id: condition }),
    is_draft: false,
  }
}

/** Titles and descriptions have at least five characters there. */
const atLeast = (text: string, ...more: readonly string[]): string =>
  [text, ...more]
    .reduce((long, part) => (long.length >= textCharsMin ? long : `${long} ${part}`.trim()))
    .padEnd(textCharsMin, '.')

/** Vinted fetches photos itself: the shop shows them under these addresses (src/app/shop-files.ts). */
const photoAddress = (key: string, publicUrl: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/${key.startsWith('covers/') ? key : `photos/${key.replace(/^photos\//, '')}`}`

const shownWords = ['ACTIVE', 'PUBLISHED', 'LISTED', 'RESERVED']
const busyWords = ['IN_PROGRESS', 'PENDING', 'PROCESSING', 'CREATED']
const hiddenWords = ['DRAFT', 'HIDDEN', 'FAILED', 'REJECTED']

export const isBusy = ({ status }: VintedItem): boolean => busyWords.includes(status)

/**
 * The price is the one we told: the vendor does not tell it back. After a refused change it is the one before. An unknown
 * word is no proof of anything.
 */
export function stateOf(found: VintedItem, known: ItemMemory | undefined): RemoteState {
  const { status, errors } = found
  if (isBusy(found)) return { kind: 'settling' }
  if (status === 'SOLD') return { kind: 'sold' }
  if (status === 'DELETED') return { kind: 'absent' }
  if (hiddenWords.includes(status)) return { kind: 'hidden' }
  if (!shownWords.includes(status)) throw new Outage(system, `unexpected answer at status: ${status || 'none'}`)
  const told = errors.length > 0 ? known?.priceMinorBefore : known?.priceMinor
  const priceMinor = found.priceMinor ?? told
  return priceMinor === undefined ? { kind: 'settling' } : { kind: 'on-sale', priceMinor, quantity: 1 }
}

export const itemRejections = ({ errors }: VintedItem): Rejection[] =>
  errors.map(({ field, error = '' }) => ({
    code: 'vinted-pro.refused',
    message: [field, error].filter(Boolean).join(': '),
    ...(field === undefined ? {} : { field }),
  }))
