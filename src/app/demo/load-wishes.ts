import type { ProductId } from '#kernel/ids'
import { askForAlerts, changeWish, confirmAlerts, findList, keepWish, type Wanted, wishesOf } from '#modules/wishes'
import type { Tx } from '#platform/cx'
import { translate } from '#platform/i18n'
import { demoSettings } from './demo-settings.ts'

const dayMs = 86_400_000

type DemoWisher = {
  readonly email: string
  readonly daysAgo: number
  readonly wants: readonly number[]
  readonly others: readonly Wanted[]
}

/** `wants` are places in the list of products people look at first. */
const wishers: readonly DemoWisher[] = [
  {
    email: 'clement.roy@example.org',
    daysAgo: 9,
    wants: [0, 1],
    others: [
      { kind: 'artist', slug: 'john-coltrane' },
      { kind: 'search', criteria: { text: '', filters: { genre: ['Soul'], medium: 'vinyl' } }, label: 'Vinyle, Soul' },
    ],
  },
  { email: 'maud.lenoir@example.org', daysAgo: 4, wants: [0], others: [{ kind: 'artist', slug: 'john-coltrane' }] },
  {
    email: 'yanis.haddad@example.org',
    daysAgo: 2,
    wants: [0, 2],
    others: [{ kind: 'search', criteria: { text: 'serge gainsbourg', filters: {} }, label: 'serge gainsbourg' }],
  },
]

/** Collectors who would like one for less: most of what they wish for is there, but not at their price. */
export async function loadWishes(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  for (const [index, wisher] of wishers.entries()) {
    const past: Tx = { ...tx, now: () => new Date(tx.now().getTime() - wisher.daysAgo * dayMs) }
    await loadWisher(past, { wisher, productIds, ip: `demo-wish-${index}` })
  }
}

type Loading = { readonly wisher: DemoWisher; readonly productIds: readonly ProductId[]; readonly ip: string }
const gradeMin = 'VG'
const priceMaxMinor = 1_500

async function loadWisher(tx: Tx, { wisher, productIds, ip }: Loading): Promise<void> {
  const products = wisher.wants.flatMap((place): Wanted[] => {
    const productId = productIds[place]
    return productId ? [{ kind: 'product', productId, isAnyPressing: true }] : []
  })
  let token: string | undefined
  for (const wanted of [...products, ...wisher.others]) {
    token = (await keepWish(tx, { token, lang: 'fr', ip }, wanted)).token
  }
  if (token === undefined) return
  const wording = translate('fr', 'wishes:consent')
  await askForAlerts(tx, { token, email: wisher.email, wording, shopName: demoSettings.shopName, ip })
  const list = await findList(tx, { token })
  if (!list) return
  await confirmAlerts(tx, list.alertKey)
  for (const { id, kind, isAnyPressing } of await wishesOf(tx, list.id)) {
    if (kind !== 'search')
      await changeWish(tx, { listId: list.id, wishId: id }, { gradeMin, priceMaxMinor, isAnyPressing })
  }
}
