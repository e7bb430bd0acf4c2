import type { ShopLocals } from '#app/shop'
import { getCustomer } from '#modules/customers'
import type { OrderView } from '#modules/orders'
import { getReturn, type Period, periodOf, requestReturn, returnableLines } from '#modules/returns'
import { translate } from '#platform/i18n'
import { countLookUp, findByNumber, findOwnOrder } from './find-order.ts'
import { letterheadOf } from './letterhead.ts'
import { attempt } from './session.ts'

type Asked = { readonly number: string; readonly name: string; readonly email: string }
type Lines = OrderView['lines']

export type Withdrawal = {
  readonly step: 'find' | 'declare' | 'confirm' | 'done'
  readonly asked: Asked
  readonly order: OrderView | undefined
  readonly lines: Lines
  readonly chosen: Lines
  readonly period: Period | undefined
  readonly fault: string | undefined
  readonly faults: Readonly<Partial<Record<'number' | 'name' | 'email' | 'line', string>>>
  readonly done:
    | { readonly number: string; readonly at: Date; readonly isInPeriod: boolean; readonly isBeforeSending: boolean }
    | undefined
}

const isAddress = (email: string): boolean => /^\S+@\S+\.\S+$/.test(email)

/**
 * The online withdrawal function (articles L221-21 and D221-5): find the contract, declare, confirm in a second step. Open to guests by
 * number and e-mail address; whoever is signed in or follows the order's own link is not asked who they are again.
 */
export async function runWithdrawal(locals: ShopLocals, request: Request): Promise<Withdrawal> {
  const { read, lineIds } = await formOf(request)
  const step = read('step')
  const found = await attempt(locals, () =>
    contractOf(locals, {
      key: read('cle'),
      number: read('number').toUpperCase(),
      email: read('email'),
      isAsked: step === 'find',
    }),
  )
  const order = found.value
  const asked = await whoAsks(locals, order, { number: read('number'), name: read('name'), email: read('email') })
  const blank = {
    asked,
    order,
    lines: [],
    chosen: [],
    period: undefined,
    fault: found.fault,
    faults: {},
    done: undefined,
  }
  if (!order)
    return {
      ...blank,
      step: 'find',
      fault: found.fault ?? (step === 'find' ? say(locals, 'shop:withdrawal.unknown') : undefined),
    }

  const lines = await returnableLines(locals.cx, order)
  const chosen = lines.filter(({ id }) => lineIds.includes(id))
  const shown = { ...blank, lines, chosen, period: await periodOf(locals.cx, order) }
  if (step !== 'check' && step !== 'confirm') return { ...shown, step: 'declare' }
  const faults = faultsOf(asked, chosen)
  if (Object.keys(faults).length > 0) return { ...shown, step: 'declare', faults }
  if (step === 'check') return { ...shown, step: 'confirm' }
  const { value: done, fault } = await attempt(locals, () => declare(locals, { order, chosen, asked }))
  return done ? { ...shown, step: 'done', done } : { ...shown, step: 'declare', fault }
}

const say = ({ lang }: ShopLocals, key: string): string => translate(lang, key)

function faultsOf(asked: Asked, chosen: Lines): Withdrawal['faults'] {
  return {
    ...(asked.name === '' && { name: 'needed' }),
    ...(!isAddress(asked.email) && { email: 'email' }),
    ...(chosen.length === 0 && { line: 'needed' }),
  }
}

async function formOf(request: Request): Promise<{ read: (name: string) => string; lineIds: readonly string[] }> {
  const form = request.method === 'POST' ? await request.formData() : new FormData()
  const query = new URL(request.url).searchParams
  const read = (name: string): string =>
    String(form.get(name) ?? query.get(name) ?? '')
      .trim()
      .slice(0, 200)
  return { read, lineIds: form.getAll('line').map(String).slice(0, 200) }
}

async function contractOf(
  locals: ShopLocals,
  { key, number, email, isAsked }: { key: string; number: string; email: string; isAsked: boolean },
): Promise<OrderView | undefined> {
  if (key !== '' || (locals.customer && number !== '' && email === '')) return findOwnOrder(locals, { key, number })
  if (!isAsked) return undefined
  await countLookUp(locals)
  return findByNumber(locals, { number, email })
}

async function whoAsks({ cx, customer }: ShopLocals, order: OrderView | undefined, typed: Asked): Promise<Asked> {
  const known = customer && typed.name === '' ? (await getCustomer(cx, customer.customerId)).name : ''
  return {
    number: order?.number ?? typed.number,
    name: typed.name || order?.buyer.name || known,
    email: typed.email || order?.buyer.email || customer?.email || '',
  }
}

async function declare(
  locals: ShopLocals,
  { order, chosen, asked }: { order: OrderView; chosen: Lines; asked: Asked },
) {
  const { cx, lang } = locals
  const lines = chosen.map(({ id }) => ({ orderLineId: id, reason: 'changed-mind' as const, note: '' }))
  const { name, email } = asked
  const { returnId } = await requestReturn(
    cx,
    { orderId: order.id, kind: 'withdrawal', name, email, lines, lang },
    letterheadOf(locals),
  )
  const { number, requestedAt, isInPeriod, state } = await getReturn(cx, returnId)
  return { number, at: requestedAt, isInPeriod, isBeforeSending: state === 'refunded' }
}
