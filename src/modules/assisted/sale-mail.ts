import type { ListingId, UnitId, VariantId } from '#kernel/ids'
import { minorFromText } from '#kernel/money'
import type { ByHandChannel } from '#modules/channels'

/** A mail as read: bare text, no attachments. */
export type SaleMail = {
  readonly messageId: string
  readonly from: string
  readonly subject: string
  readonly text: string
}

/** An ad that stands on the account, and what it asks. */
export type StandingAd = {
  readonly listingId: ListingId
  readonly variantId: VariantId
  readonly unitId: UnitId | null
  readonly artist: string
  readonly title: string
  readonly priceMinor: number | null
}

type MailHabits = ByHandChannel['habits']

export type Reading =
  | { readonly kind: 'no-sale' }
  | { readonly kind: 'unmatched'; readonly priceMinor: number | null }
  | { readonly kind: 'matched'; readonly ad: StandingAd; readonly priceMinor: number | null }

/**
 * What a mail says, found without knowing its exact wording: it names the marketplace (as sender, or in the forwarded
 * head), it speaks of a sale, and exactly one of our ads fits – the longest title it contains, then the price.
 */
export function readSaleMail(mail: SaleMail, ads: readonly StandingAd[], habits: MailHabits): Reading {
  const text = plain(`${mail.subject}\n${mail.text}`)
  const isTheirs = habits.senders.some((sender) => plain(mail.from).includes(sender) || text.includes(sender))
  if (!isTheirs || !habits.saleWords.some((word) => text.includes(word))) return { kind: 'no-sale' }
  const prices = pricesIn(`${mail.subject}\n${mail.text}`)
  const ad = onlyOne(mostTelling(ads.filter((candidate) => isNamed(candidate, text))), prices)
  if (!ad) return { kind: 'unmatched', priceMinor: prices[0] ?? null }
  return { kind: 'matched', ad, priceMinor: prices.find((price) => price === ad.priceMinor) ?? prices[0] ?? null }
}

const isNamed = ({ title }: StandingAd, text: string): boolean => plain(title) !== '' && text.includes(plain(title))

/** 'Kind of Blue' beats 'Blue': of the ads that are named, those with the longest name. */
function mostTelling(named: readonly StandingAd[]): readonly StandingAd[] {
  const longest = Math.max(0, ...named.map(({ title }) => plain(title).length))
  return named.filter(({ title }) => plain(title).length === longest)
}

function onlyOne(ads: readonly StandingAd[], prices: readonly number[]): StandingAd | undefined {
  if (ads.length <= 1) return ads[0]
  const priced = ads.filter(({ priceMinor }) => priceMinor !== null && prices.includes(priceMinor))
  return priced.length === 1 ? priced[0] : undefined
}

/** Every amount in euros, in the order in which they stand. */
const pricesIn = (text: string): number[] =>
  [...text.matchAll(/(\d{1,5}(?:[.,]\d{1,2})?)\s?(?:€|eur\b)/gi)].flatMap(
    ([, amount = '']) => minorFromText(amount.replace(',', '.')) ?? [],
  )

/** Without case, accents and punctuation: mails and ads spell them differently. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.]+/gu, ' ')
    .trim()
