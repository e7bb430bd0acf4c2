import sharp from 'sharp'
import type { VariantId } from '#kernel/ids'
import { invariant } from '#kernel/refusal'
import { covers, getVariantFacts, type VariantFacts } from '#modules/catalog'
import { channelPrices } from '#modules/pricing'
import { availability } from '#modules/stock'
import type { Cx } from '#platform/cx'
import { isLang, type Lang, translate } from '#platform/i18n'
import type { ConnectorLimits, ListingPhoto, WantedListing } from './connector.ts'
import type { Account } from './listing.ts'
import { unlistedVariants } from './queries-throttle.ts'
import { deriveWanted, type Wanted } from './wanted.ts'
import { listingDescription, listingTitle, type Words } from './wording.ts'

/**
 * What an account should show of these variants at this moment, read from facts, price rule, stock and account. Called
 * right before sending, never earlier: that is what makes a late or repeated message harmless.
 */
export async function deriveAll(
  cx: Cx,
  account: Account,
  { limits, variantIds }: { limits: ConnectorLimits; variantIds: readonly VariantId[] },
): Promise<Map<VariantId, Wanted>> {
  const stock = await availability(cx, variantIds)
  const prices = await channelPrices(cx, account.channel, variantIds)
  const facts = await getVariantFacts(cx, variantIds)
  const isPaused = account.state === 'paused'
  const words = wordsOf(account)
  const unlisted =
    account.settings.isThrottled === true ? await unlistedVariants(cx, account.id, variantIds) : undefined
  return new Map(
    facts.map((variant) => {
      const inStock = stock.get(variant.id) ?? { freeCount: 0, totalCount: 0, isSold: false }
      const listing = listingOf(cx, variant, { limits, words })
      const priceMinor = prices.get(variant.id)
      return [
        variant.id,
        deriveWanted(
          { listing, priceMinor, stock: inStock, isPaused, isThrottled: unlisted?.has(variant.id) ?? false },
          limits,
        ),
      ]
    }),
  )
}

function langOf({ settings: { lang } }: Pick<Account, 'settings'>): Lang {
  return isLang(lang) ? lang : 'fr'
}

function wordsOf(account: Account): Words {
  const lang = langOf(account)
  return (key, values) => translate(lang, `channels:${key}`, values)
}

function listingOf(cx: Cx, variant: VariantFacts, rules: { limits: ConnectorLimits; words: Words }): WantedListing {
  const { product } = variant
  return {
    sku: variant.sku,
    title: listingTitle(variant, rules.limits.titleCharsMax),
    description: listingDescription(variant, rules.limits, rules.words),
    priceMinor: 0,
    quantity: 0,
    condition: variant.condition,
    mediaGrade: variant.mediaGrade,
    sleeveGrade: variant.sleeveGrade,
    weightGrams: variant.weightGrams,
    facts: {
      artist: product.artist,
      title: product.title,
      label: product.label,
      catalogueNumber: product.catalogueNumber,
      format: product.format,
      medium: product.medium,
      year: product.year,
      country: product.country,
      genres: product.genres,
      styles: product.styles,
      barcode: product.barcode,
      discogsReleaseId: product.discogsReleaseId,
    },
    photos: photosOf(cx, variant).slice(0, rules.limits.imagesMax),
  }
}

/** The seller's photos, or the typographic cover as a JPEG while there are none. */
function photosOf(cx: Cx, variant: VariantFacts): ListingPhoto[] {
  if (variant.photos.length > 0) {
    return variant.photos.map(({ fileKey }) => ({ key: fileKey, jpeg: () => photoBytes(cx, fileKey) }))
  }
  const { id: seed, artist, title } = variant.product
  const cover = { artist, title, seed }
  return [{ key: covers.keyOf(cover), jpeg: () => covers.jpeg(cx, cover) }]
}

async function photoBytes(cx: Cx, fileKey: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await cx.outside.files.get(fileKey)
  invariant(file, `the file of photo ${fileKey} exists`)
  return new Uint8Array(await sharp(file.bytes).rotate().jpeg({ quality: 88 }).toBuffer())
}
