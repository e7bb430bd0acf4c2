import { Hono } from 'hono'
import { z } from 'zod'
import { type Machine, readSetting } from '#sandbox/machine'
import { batchMax, ChangedItem, itemFaults, NewItem } from './item-rules.ts'
import { beginWork, countActive, findItem, type Item, insertItem, listItems } from './item-store.ts'
import { refuseVinted } from './refusal.ts'

const pageDefault = 50
const pageMax = 100

const CreationBody = z.object({ items: z.array(NewItem).min(1).max(batchMax) })
const ChangeBody = z.object({ items: z.array(ChangedItem).min(1).max(batchMax) })
const RemovalBody = z.object({ item_ids: z.array(z.string()).min(1).max(batchMax) })

/** Everything that changes an item is accepted first and done later. */
export function items(machine: Machine): Hono {
  const app = new Hono()

  app.post('/items', async (c) => {
    const { items: wanted } = readBody(CreationBody, await c.req.text())
    if (countActive(machine) + wanted.length > readSetting(machine, 'vinted-pro.slots'))
      refuseVinted(422, 'ITEM_SLOTS_EXCEEDED', 'There are not enough free item slots for these items.')
    const created = machine.store.inTransaction(() =>
      wanted.map(({ item_reference: reference, ...body }) => ({
        item_id: insertItem(machine, reference, body),
        item_reference: reference,
      })),
    )
    return c.json({ items: created }, 202)
  })

  app.put('/items', async (c) => {
    const { items: wanted } = readBody(ChangeBody, await c.req.text())
    for (const { item_id: id, item_reference: _kept, ...body } of wanted) {
      const item = findItem(machine, id)
      if (!item || item.status === 'DELETED') refuseVinted(404, 'ITEM_NOT_FOUND', `There is no item ${id}.`)
      beginWork(machine, id, 'update', body)
    }
    return c.json({ items: wanted.map(({ item_id: id }) => ({ item_id: id })) }, 202)
  })

  app.delete('/items', async (c) => {
    for (const id of readBody(RemovalBody, await c.req.text()).item_ids) {
      const item = findItem(machine, id)
      // Documented: unknown items and those still being worked on are passed over in silence.
      if (item && item.work === null && item.status !== 'DELETED') beginWork(machine, id, 'delete')
    }
    return c.json({}, 202)
  })

  app.get('/items', (c) => {
    const limit = Math.min(pageMax, Number(c.req.query('limit') ?? pageDefault))
    return c.json({ items: listItems(machine, { after: c.req.query('after_item_id'), limit }).map(view) })
  })

  app.get('/items/:id/status', (c) => {
    const item = findItem(machine, c.req.param('id'))
    if (!item) return refuseVinted(404, 'ITEM_NOT_FOUND', 'There is no such item.')
    return c.json(view(item))
  })

  app.post('/items/validate', async (c) => {
    const { items: wanted } = readBody(CreationBody, await c.req.text())
    return c.json({
      items: wanted.map((item) => ({ item_reference: item.item_reference, errors: itemFaults(item) })),
    })
  })
  return app
}

/** Ids, reference, state and errors; the listing's own words and price are not told back. */
const view = ({ id, reference, status, work, errors }: Item) => ({
  item_id: id,
  item_reference: reference,
  status: work === null ? status : 'IN_PROGRESS',
  errors,
})

export function readBody<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuseVinted(422, 'INVALID_REQUEST', `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not readable'}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
