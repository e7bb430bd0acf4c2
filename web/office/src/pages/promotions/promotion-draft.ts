import type { Promotion } from './promotions-query.ts'

export const effectKinds = [
  'percent',
  'off-each',
  'percent-from',
  'set-price',
  'free-pieces',
  'basket-percent',
  'basket-off',
  'free-delivery',
] as const
export type EffectKind = (typeof effectKinds)[number]
export const stackings = ['stackable', 'best', 'exclusive'] as const

/** The form as typed: amounts in euros, rates in percent, lists as words with commas. */
export type PromotionDraft = {
  nameFr: string
  nameEn: string
  code: string
  campaign: string
  kind: EffectKind
  percent: number
  amount: number
  pieces: number
  free: number
  methods: string
  countries: string
  media: string[]
  conditions: string[]
  genres: string
  tags: string
  priceMin: number | ''
  priceMax: number | ''
  leavesOutOffers: boolean
  basketMin: number | ''
  groups: string[]
  isFirstOrderOnly: boolean
  usesPerCustomerMax: number | ''
  usesMax: number | ''
  startsAt: string
  endsAt: string
  stacking: Promotion['stacking']
  priority: number
}

export type FieldsProps = { draft: PromotionDraft; change: (part: Partial<PromotionDraft>) => void }

export const numberIn = (value: number | string): number | '' => (typeof value === 'number' ? value : '')

export const emptyDraft: PromotionDraft = {
  nameFr: '',
  nameEn: '',
  code: '',
  campaign: '',
  kind: 'percent',
  percent: 10,
  amount: 5,
  pieces: 3,
  free: 1,
  methods: '',
  countries: '',
  media: [],
  conditions: [],
  genres: '',
  tags: '',
  priceMin: '',
  priceMax: '',
  leavesOutOffers: false,
  basketMin: '',
  groups: [],
  isFirstOrderOnly: false,
  usesPerCustomerMax: '',
  usesMax: '',
  startsAt: '',
  endsAt: '',
  stacking: 'stackable',
  priority: 100,
}

const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
const minorOf = (euros: number): number => Math.round(euros * 100)
const minorOrNull = (euros: number | ''): number | null => (euros === '' ? null : minorOf(euros))
const momentOf = (local: string): string | null => (local === '' ? null : new Date(local).toISOString())

function effectOf({ kind, percent, amount, pieces, free, methods, countries }: PromotionDraft) {
  const basisPoints = Math.round(percent * 100)
  const amountMinor = minorOf(amount)
  if (kind === 'percent' || kind === 'basket-percent') return { kind, basisPoints }
  if (kind === 'off-each' || kind === 'basket-off') return { kind, amountMinor }
  if (kind === 'percent-from') return { kind, pieces, basisPoints }
  if (kind === 'set-price') return { kind, pieces, totalMinor: amountMinor }
  if (kind === 'free-pieces') return { kind, pieces, free }
  return { kind, methods: wordsOf(methods), countries: wordsOf(countries).map((code) => code.toUpperCase()) }
}

const isMedium = (text: string): text is 'vinyl' | 'cd' | 'cassette' | 'other' =>
  ['vinyl', 'cd', 'cassette', 'other'].includes(text)
const isCondition = (text: string): text is 'new' | 'used' => text === 'new' || text === 'used'

/** What the API is told. */
export const wishOf = (draft: PromotionDraft, productIds: readonly string[] = []) => ({
  names: { fr: draft.nameFr, en: draft.nameEn || draft.nameFr },
  code: draft.code.trim() === '' ? null : draft.code,
  campaign: draft.campaign.trim() === '' ? null : draft.campaign.trim(),
  effect: effectOf(draft),
  scope: {
    media: draft.media.filter(isMedium),
    conditions: draft.conditions.filter(isCondition),
    genres: wordsOf(draft.genres),
    tags: wordsOf(draft.tags),
    productIds: [...productIds],
    priceMinMinor: minorOrNull(draft.priceMin),
    priceMaxMinor: minorOrNull(draft.priceMax),
    leavesOutOffers: draft.leavesOutOffers,
  },
  terms: {
    basketMinMinor: minorOrNull(draft.basketMin) ?? 0,
    groups: draft.groups,
    isFirstOrderOnly: draft.isFirstOrderOnly,
    usesPerCustomerMax: draft.usesPerCustomerMax === '' ? null : draft.usesPerCustomerMax,
  },
  stacking: draft.stacking,
  priority: draft.priority,
  startsAt: momentOf(draft.startsAt),
  endsAt: momentOf(draft.endsAt),
  usesMax: draft.usesMax === '' ? null : draft.usesMax,
})

const eurosOf = (minor: number | null | undefined): number | '' => (minor ? minor / 100 : '')

/** '2026-12-06T23:59' in this machine's own time, as the field wants it. */
function localOf(iso: string | null): string {
  if (iso === null) return ''
  const date = new Date(iso)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function draftOf({ effect, scope, terms, names, ...promotion }: Promotion): PromotionDraft {
  return {
    ...emptyDraft,
    nameFr: names.fr,
    nameEn: names.en,
    code: promotion.code ?? '',
    campaign: promotion.campaign === promotion.id ? '' : promotion.campaign,
    kind: effect.kind,
    percent: 'basisPoints' in effect ? effect.basisPoints / 100 : emptyDraft.percent,
    amount: 'amountMinor' in effect ? effect.amountMinor / 100 : 'totalMinor' in effect ? effect.totalMinor / 100 : 5,
    pieces: 'pieces' in effect ? effect.pieces : 3,
    free: 'free' in effect ? effect.free : 1,
    methods: 'methods' in effect ? effect.methods.join(', ') : '',
    countries: 'countries' in effect ? effect.countries.join(', ') : '',
    media: scope.media ?? [],
    conditions: scope.conditions ?? [],
    genres: scope.genres?.join(', ') ?? '',
    tags: scope.tags?.join(', ') ?? '',
    priceMin: eurosOf(scope.priceMinMinor),
    priceMax: eurosOf(scope.priceMaxMinor),
    leavesOutOffers: scope.leavesOutOffers ?? false,
    basketMin: eurosOf(terms.basketMinMinor),
    groups: terms.groups ?? [],
    isFirstOrderOnly: terms.isFirstOrderOnly ?? false,
    usesPerCustomerMax: terms.usesPerCustomerMax ?? '',
    usesMax: promotion.usesMax ?? '',
    startsAt: localOf(promotion.startsAt),
    endsAt: localOf(promotion.endsAt),
    stacking: promotion.stacking,
    priority: promotion.priority,
  }
}
