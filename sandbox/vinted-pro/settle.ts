import type { Machine } from '#sandbox/machine'
import { itemFaults } from './item-rules.ts'
import { dueItems, endWork, type Item } from './item-store.ts'
import { cancelDueOrders } from './order-store.ts'
import { push } from './push.ts'

/**
 * Does every accepted piece of work whose time has come. Called before each answer, so nothing needs a timer and all is
 * done exactly when the injected clock says so.
 */
export function settle(machine: Machine): void {
  for (const item of dueItems(machine)) machine.store.inTransaction(() => finish(machine, item))
  for (const order of cancelDueOrders(machine)) push(machine, 'ORDER_CANCELLED', { order_id: order.id })
}

function finish(machine: Machine, item: Item): void {
  const { id, reference, work } = item
  if (work === null) return
  const isDone = works[work](machine, item)
  push(machine, `${work.toUpperCase()}_ITEM_${isDone ? 'SUCCESS' : 'FAILURE'}`, {
    item_id: id,
    item_reference: reference,
  })
}

const works = { create, update, delete: remove } as const

const shownAs = (isDraft: boolean) => (isDraft ? 'DRAFT' : 'ACTIVE')

function create(machine: Machine, { id, body }: Item): boolean {
  const errors = itemFaults(body)
  endWork(machine, id, { status: errors.length === 0 ? shownAs(body.is_draft) : 'FAILED', errors, body })
  return errors.length === 0
}

/** What is sold or gone stays as it is; a change that is refused leaves the old listing standing, with the reasons. */
function update(machine: Machine, { id, status, body, work_body: wanted = body }: Item): boolean {
  const isOver = status === 'SOLD' || status === 'DELETED'
  const errors = isOver ? [{ field: 'item_id', error: 'ITEM_CANNOT_BE_EDITED' }] : itemFaults(wanted)
  if (errors.length > 0) endWork(machine, id, { status, errors, body })
  else endWork(machine, id, { status: shownAs(wanted.is_draft), errors, body: wanted })
  return errors.length === 0
}

function remove(machine: Machine, { id, status, body }: Item): boolean {
  const isSold = status === 'SOLD'
  endWork(machine, id, {
    status: isSold ? status : 'DELETED',
    errors: isSold ? [{ field: 'item_id', error: 'ITEM_IS_SOLD' }] : [],
    body,
  })
  return !isSold
}
