import { type CustomerId, newId } from '#kernel/ids'
import { invariant, refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { takeTurn } from './budgets.ts'
import { countWishes, findArtist, findList, findWish, isProduct, type WishList } from './queries.ts'
import {
  endWish,
  insertList,
  insertWish,
  insertWishEvent,
  lockList,
  mergeLists,
  setAlerts,
  setLimits,
  touchList,
} from './store.ts'
import {
  isEverything,
  type Limits,
  newWishKey,
  noLimits,
  searchKey,
  type Wanted,
  type WishId,
  type WishListId,
  wishesPerListMax,
} from './wishes.ts'

/** A collector fills a list in an evening; a program would fill the table. */
const budgets = { visitor: { perMinute: 20, burst: 60 }, newLists: { perMinute: 2, burst: 10 } } as const

export type Wisher = {
  readonly token?: string | undefined
  readonly customerId?: CustomerId | undefined
  readonly lang: string
  /** Who floods is told by it; it is not kept. */
  readonly ip: string
}

/**
 * Puts a wish on the visitor's list, or on the customer's; the first one opens it. Wishing the same again changes nothing and answers
 * the list. Refuses `wish.unknown`, `wish.search-empty`, `wish.list-full`, `request.too-many`.
 */
export async function keepWish(cx: MaybeTx, wisher: Wisher, wanted: Wanted): Promise<WishList> {
  await takeTurn(cx, `wish:${wisher.ip}`, budgets.visitor)
  if (!(await findOwnList(cx, wisher))) await takeTurn(cx, `wish-list:${wisher.ip}`, budgets.newLists)
  return inTransaction(cx, async (tx) => {
    const list = (await findOwnList(tx, wisher)) ?? (await openList(tx, wisher))
    await lockList(tx, list.id)
    const wish = { id: newId<WishId>(tx.now()), listId: list.id, ...noLimits, ...(await rowOf(tx, wanted)) }
    if (!(await insertWish(tx, wish))) return list
    // Counted after the insert: of two that fit one by one, the list's lock lets the second see the first.
    if ((await countWishes(tx, list.id)) > wishesPerListMax) refuse('wish.list-full', { wishesMax: wishesPerListMax })
    await insertWishEvent(tx, list.id, { what: 'wished', wishId: wish.id, data: { key: wish.key } })
    await touchList(tx, list.id)
    return list
  })
}

/** Whoever is signed in has the list of the account, whatever cookie the browser carries. */
export const findOwnList = async (
  cx: Cx,
  { customerId, token }: Pick<Wisher, 'customerId' | 'token'>,
): Promise<WishList | undefined> =>
  customerId !== undefined ? findList(cx, { customerId }) : token ? findList(cx, { token }) : undefined

async function openList(tx: Tx, { customerId, lang }: Wisher): Promise<WishList> {
  const token = newWishKey()
  const id = newId<WishListId>(tx.now())
  await insertList(tx, { id, token, customerId: customerId ?? null, lang, alertKey: newWishKey() })
  const list = await findOwnList(tx, customerId === undefined ? { token } : { customerId })
  invariant(list, 'a list that was opened is there')
  if (list.id === id) await insertWishEvent(tx, id, { what: 'opened' })
  return list
}

async function rowOf(tx: Tx, wanted: Wanted) {
  const blank = { productId: null, isAnyPressing: false, artist: null, criteria: null, label: '' }
  if (wanted.kind === 'product') {
    const { kind, productId, isAnyPressing = false } = wanted
    if (!(await isProduct(tx, productId))) refuse('wish.unknown', { what: productId })
    return { ...blank, kind, productId, isAnyPressing, key: `product:${productId}` }
  }
  if (wanted.kind === 'artist') {
    const artist = (await findArtist(tx, wanted.slug)) ?? refuse('wish.unknown', { what: wanted.slug })
    return { ...blank, kind: wanted.kind, artist: artist.key, label: artist.name, key: `artist:${artist.key}` }
  }
  const { kind, criteria, label } = wanted
  if (isEverything(criteria)) refuse('wish.search-empty', {})
  return { ...blank, kind, criteria: JSON.stringify(criteria), label: label.slice(0, 300), key: searchKey(criteria) }
}

/** Whose list, and which of its wishes. */
export type OwnWish = { readonly listId: WishListId; readonly wishId: WishId }

/** From which grade and up to which price one wants to hear of it. Refuses `wish.not-found`. */
export const changeWish = (
  cx: MaybeTx,
  { listId, wishId }: OwnWish,
  limits: Limits & { isAnyPressing: boolean },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockList(tx, listId)
    if (!(await findWish(tx, listId, wishId))) refuse('wish.not-found', { wishId })
    await setLimits(tx, wishId, limits)
    await insertWishEvent(tx, listId, { what: 'changed', wishId, data: limits })
    await touchList(tx, listId)
  })

/** Takes it off the list; once off, repeating it changes nothing. */
export const removeWish = (cx: MaybeTx, { listId, wishId }: OwnWish): Promise<void> =>
  inTransaction(cx, async (tx) => {
    await lockList(tx, listId)
    if (!(await findWish(tx, listId, wishId)) || !(await endWish(tx, wishId))) return
    await insertWishEvent(tx, listId, { what: 'removed', wishId })
    await touchList(tx, listId)
  })

/** What a browser wished before its reader signed in goes to the account. Repeating it finds nothing to move. */
export const adoptList = (
  cx: MaybeTx,
  { token, customerId, lang }: { token: string; customerId: CustomerId; lang: string },
): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const from = await findList(tx, { token })
    if (!from) return
    const to = (await findList(tx, { customerId })) ?? (await openList(tx, { customerId, lang, ip: '' }))
    for (const id of [from.id, to.id].toSorted()) await lockList(tx, id)
    // Of two requests that move the same list the second waited for the lock, and finds it gone.
    if (!(await findList(tx, { token }))) return
    await mergeLists(tx, { from: from.id, to: to.id })
    await insertWishEvent(tx, to.id, { what: 'merged' })
    if (from.alerts === 'on' && to.alerts === 'off' && to.email !== null)
      await setAlerts(tx, to.id, { alerts: 'on', email: to.email })
  })
