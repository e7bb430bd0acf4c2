import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { idOf, jsonBody, type WooContext, type WooEnv } from './access.ts'
import { choiceQuery, listQuery, pageHeaders, pageWish } from './paging.ts'
import { ProductBody, productStatuses, readBody } from './product-rules.ts'
import { findProducts, removeProduct, replaceProduct } from './product-store.ts'
import { productView } from './product-view.ts'
import { refuseWoo, WooRefusal } from './refusal.ts'
import { createProduct, getProduct, updateProduct } from './save-product.ts'

const batchMax = 100
const entries = z.array(z.record(z.string(), z.unknown())).default([])
const BatchBody = z.object({ create: entries, update: entries, delete: z.array(z.number()).default([]) })

export function products(machine: Machine): Hono<WooEnv> {
  const app = new Hono<WooEnv>()

  app.get('/products', (c) => c.json(list(machine, c)))
  app.get('/products/:id{\\d+}', (c) => c.json(productView(machine, getProduct(machine, idOf(c)), c.get('base'))))

  app.post('/products', async (c) => {
    const product = createProduct(machine, readBody(ProductBody, await jsonBody(c)))
    return c.json(productView(machine, product, c.get('base')), 201)
  })

  app.put('/products/:id{\\d+}', async (c) => {
    const product = updateProduct(machine, idOf(c), readBody(ProductBody, await jsonBody(c)))
    return c.json(productView(machine, product, c.get('base')))
  })

  app.delete('/products/:id{\\d+}', (c) => {
    const product = getProduct(machine, idOf(c))
    const view = productView(machine, product, c.get('base'))
    if (c.req.query('force') === 'true') removeProduct(machine, product.id)
    else replaceProduct(machine, product.id, { ...product, status: 'trash' })
    return c.json({ ...view, status: 'trash' })
  })

  app.post('/products/batch', async (c) => c.json(batch(machine, c, readBody(BatchBody, await jsonBody(c)))))
  return app
}

function list(machine: Machine, c: WooContext) {
  const wish = pageWish(c)
  const { products: found, total } = findProducts(machine, {
    skus: listQuery(c, 'sku'),
    ids: listQuery(c, 'include').map(Number),
    status: choiceQuery(c, 'status', ['any', ...productStatuses, 'trash']),
    text: c.req.query('search') ?? '',
    order: choiceQuery(c, 'order', ['desc', 'asc']),
    limit: wish.perPage,
    offset: (wish.page - 1) * wish.perPage,
  })
  pageHeaders(c, wish, total)
  return found.map((product) => productView(machine, product, c.get('base')))
}

/** Each entry succeeds or fails on its own, and the whole is a success; lists that were not asked for are left out. */
function batch(machine: Machine, c: WooContext, body: z.output<typeof BatchBody>) {
  const count = body.create.length + body.update.length + body.delete.length
  if (count > batchMax) {
    const words = `Unable to accept more than ${batchMax} items for this request.`
    refuseWoo(413, ['woocommerce_rest_request_entity_too_large', words])
  }
  const view = (product: ReturnType<typeof getProduct>) => productView(machine, product, c.get('base'))
  const create = body.create.map((fields) =>
    entry(0, () => view(createProduct(machine, readBody(ProductBody, fields)))),
  )
  const update = body.update.map((fields) => {
    const id = Number(fields.id)
    return entry(id, () => view(updateProduct(machine, id, readBody(ProductBody, fields))))
  })
  const gone = body.delete.map((id) =>
    entry(id, () => {
      const product = getProduct(machine, id)
      removeProduct(machine, id)
      return view(product)
    }),
  )
  return {
    ...(create.length > 0 ? { create } : {}),
    ...(update.length > 0 ? { update } : {}),
    ...(gone.length > 0 ? { delete: gone } : {}),
  }
}

function entry<T>(id: number, work: () => T) {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof WooRefusal)) throw error
    return { id, error: error.body }
  }
}
