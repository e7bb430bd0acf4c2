import { Hono } from 'hono'
import { z } from 'zod'
import type { Machine } from '#sandbox/machine'
import { jsonBody, type WooEnv } from './access.ts'
import { pageHeaders, pageWish } from './paging.ts'
import { readBody } from './product-rules.ts'
import { refuseWoo } from './refusal.ts'
import { gateways, shopSettings } from './seller.ts'

const CategoryBody = z.object({ name: z.string().min(1), slug: z.string().optional() })

/** What a client asks about the shop itself: settings, categories, ways to pay. */
export function site(machine: Machine): Hono<WooEnv> {
  const app = new Hono<WooEnv>()

  app.get('/settings/:group/:id', (c) => {
    const { group, id } = c.req.param()
    const value = shopSettings[`${group}/${id}`]
    if (value === undefined) return refuseWoo(404, ['rest_setting_setting_invalid', 'Invalid setting.'])
    const href = `${c.get('base')}/wp-json/wc/v3/settings/${group}`
    const _links = { self: [{ href: `${href}/${id}` }], collection: [{ href }] }
    return c.json({
      id,
      label: id,
      description: '',
      type: 'text',
      default: '',
      tip: '',
      value,
      group_id: group,
      _links,
    })
  })

  app.get('/products/categories', (c) => {
    const slug = c.req.query('slug') ?? ''
    const found = machine.store.all(
      `select id, name, slug from woocommerce_categories where ? = '' or slug = ? order by name`,
      slug,
      slug,
    )
    const wish = pageWish(c)
    pageHeaders(c, wish, found.length)
    return c.json(
      found.slice((wish.page - 1) * wish.perPage, wish.page * wish.perPage).map(categoryView(c.get('base'))),
    )
  })

  app.post('/products/categories', async (c) => {
    const { name, slug = name.toLowerCase() } = readBody(CategoryBody, await jsonBody(c))
    const known = machine.store.get('select id from woocommerce_categories where slug = ? or name = ?', slug, name)
    if (known) {
      const words = 'A term with the name provided already exists with this parent.'
      refuseWoo(400, ['term_exists', words], { resource_id: Number(known.id) })
    }
    const id = machine.store.run('insert into woocommerce_categories (name, slug) values (?, ?)', name, slug).lastId
    return c.json(categoryView(c.get('base'))({ id, name, slug }), 201)
  })

  app.get('/payment_gateways/:id', (c) => {
    const index = gateways.findIndex(({ id }) => id === c.req.param('id'))
    const gateway = gateways[index]
    if (!gateway) return refuseWoo(404, ['woocommerce_rest_payment_gateway_invalid', 'Resource does not exist.'])
    const href = `${c.get('base')}/wp-json/wc/v3/payment_gateways`
    return c.json({
      id: gateway.id,
      title: gateway.title,
      description: '',
      order: index,
      enabled: true,
      method_title: gateway.title,
      method_description: '',
      method_supports: gateway.supports,
      settings: {},
      _links: { self: [{ href: `${href}/${gateway.id}` }], collection: [{ href }] },
    })
  })
  return app
}

const categoryView = (base: string) => (row: Readonly<Record<string, unknown>>) => ({
  id: Number(row.id),
  name: String(row.name),
  slug: String(row.slug),
  parent: 0,
  description: '',
  display: 'default',
  image: null,
  menu_order: 0,
  count: 0,
  _links: {
    self: [{ href: `${base}/wp-json/wc/v3/products/categories/${row.id}` }],
    collection: [{ href: `${base}/wp-json/wc/v3/products/categories` }],
  },
})
