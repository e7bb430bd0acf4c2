import { z } from 'zod'

/**
 * WooCommerce publishes no machine-readable contract. These schemas are ours, written from the REST documentation
 * (wc/v3: products, orders, refunds, notes, webhooks, settings; read 2026-11). They take no unknown field: a misspelt one
 * would be ignored in silence by the real shop.
 */
const id = z.int().min(0)
const amount = z.string().regex(/^-?\d+\.\d{2}$/)
const maybeAmount = z.string().regex(/^(\d+(\.\d{1,2})?)?$/)
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
const links = z.record(z.string(), z.array(z.strictObject({ href: z.string() })))
const meta = z.strictObject({ id: id.optional(), key: z.string(), value: z.json() })
const times = <const N extends string>(name: N) => ({ [name]: moment, [`${name}_gmt`]: moment })
const maybeTimes = <const N extends string>(name: N) => ({
  [name]: moment.nullable(),
  [`${name}_gmt`]: moment.nullable(),
})

const productStatus = z.enum(['draft', 'pending', 'private', 'publish'])
const attribute = {
  id: id.optional(),
  name: z.string().optional(),
  position: id.optional(),
  visible: z.boolean().optional(),
  variation: z.boolean().optional(),
  options: z.array(z.string()).optional(),
}
const productFields = {
  name: z.string().optional(),
  slug: z.string().optional(),
  type: z.enum(['simple', 'grouped', 'external', 'variable']).optional(),
  status: productStatus.optional(),
  featured: z.boolean().optional(),
  catalog_visibility: z.enum(['visible', 'catalog', 'search', 'hidden']).optional(),
  description: z.string().optional(),
  short_description: z.string().optional(),
  sku: z.string().optional(),
  regular_price: maybeAmount.optional(),
  sale_price: maybeAmount.optional(),
  manage_stock: z.boolean().optional(),
  stock_quantity: z.int().optional(),
  backorders: z.enum(['no', 'notify', 'yes']).optional(),
  sold_individually: z.boolean().optional(),
  weight: z.string().optional(),
  categories: z.array(z.strictObject({ id })).optional(),
  images: z
    .array(z.union([z.strictObject({ id }), z.strictObject({ src: z.url(), alt: z.string().optional() })]))
    .optional(),
  attributes: z.array(z.strictObject(attribute)).optional(),
  meta_data: z.array(meta).optional(),
}
const newProduct = z.strictObject(productFields)
const changedProduct = z.strictObject({ ...productFields, id })

const product = z.strictObject({
  id,
  name: z.string(),
  slug: z.string(),
  permalink: z.url(),
  ...times('date_created'),
  ...times('date_modified'),
  type: z.string(),
  status: z.enum([...productStatus.options, 'trash']),
  featured: z.boolean(),
  catalog_visibility: z.string(),
  description: z.string(),
  short_description: z.string(),
  sku: z.string(),
  price: maybeAmount,
  regular_price: maybeAmount,
  sale_price: maybeAmount,
  ...maybeTimes('date_on_sale_from'),
  ...maybeTimes('date_on_sale_to'),
  price_html: z.string(),
  on_sale: z.boolean(),
  purchasable: z.boolean(),
  total_sales: id,
  virtual: z.boolean(),
  downloadable: z.boolean(),
  downloads: z.array(z.never()),
  download_limit: z.int(),
  download_expiry: z.int(),
  external_url: z.string(),
  button_text: z.string(),
  tax_status: z.enum(['taxable', 'shipping', 'none']),
  tax_class: z.string(),
  manage_stock: z.boolean(),
  stock_quantity: z.int().nullable(),
  stock_status: z.enum(['instock', 'outofstock', 'onbackorder']),
  backorders: z.enum(['no', 'notify', 'yes']),
  backorders_allowed: z.boolean(),
  backordered: z.boolean(),
  sold_individually: z.boolean(),
  weight: z.string(),
  dimensions: z.strictObject({ length: z.string(), width: z.string(), height: z.string() }),
  shipping_required: z.boolean(),
  shipping_taxable: z.boolean(),
  shipping_class: z.string(),
  shipping_class_id: id,
  reviews_allowed: z.boolean(),
  average_rating: z.string(),
  rating_count: id,
  related_ids: z.array(id),
  upsell_ids: z.array(id),
  cross_sell_ids: z.array(id),
  parent_id: id,
  purchase_note: z.string(),
  categories: z.array(z.strictObject({ id, name: z.string(), slug: z.string() })),
  tags: z.array(z.never()),
  images: z.array(
    z.strictObject({
      id,
      ...times('date_created'),
      ...times('date_modified'),
      src: z.url(),
      name: z.string(),
      alt: z.string(),
    }),
  ),
  attributes: z.array(z.strictObject(attribute).required()),
  default_attributes: z.array(z.never()),
  variations: z.array(id),
  grouped_products: z.array(id),
  menu_order: z.int(),
  meta_data: z.array(meta),
  _links: links,
})

const error = z.strictObject({ code: z.string(), message: z.string(), data: z.looseObject({ status: z.int() }) })
const entries = z.array(z.union([product, z.strictObject({ id, error })])).optional()
const batch = z.strictObject({ create: entries, update: entries, delete: entries })
const batchRequest = z
  .strictObject({
    create: z.array(newProduct).optional(),
    update: z.array(changedProduct).optional(),
    delete: z.array(id).optional(),
  })
  .refine(({ create = [], update = [], delete: gone = [] }) => create.length + update.length + gone.length <= 100)

const addressFields = {
  first_name: z.string(),
  last_name: z.string(),
  company: z.string(),
  address_1: z.string(),
  address_2: z.string(),
  city: z.string(),
  state: z.string(),
  postcode: z.string(),
  country: z.string().length(2),
  phone: z.string(),
}
const lineItem = z.strictObject({
  id,
  name: z.string(),
  product_id: id,
  variation_id: id,
  quantity: z.int(),
  tax_class: z.string(),
  subtotal: amount,
  subtotal_tax: amount,
  total: amount,
  total_tax: amount,
  taxes: z.array(z.never()),
  meta_data: z.array(meta),
  sku: z.string().nullable(),
  price: z.number(),
})
const orderStatus = z.enum([
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'trash',
])
const order = z.strictObject({
  id,
  parent_id: id,
  number: z.string(),
  order_key: z.string(),
  created_via: z.string(),
  version: z.string(),
  status: orderStatus,
  currency: z.string().length(3),
  ...times('date_created'),
  ...times('date_modified'),
  discount_total: amount,
  discount_tax: amount,
  shipping_total: amount,
  shipping_tax: amount,
  cart_tax: amount,
  total: amount,
  total_tax: amount,
  prices_include_tax: z.boolean(),
  customer_id: id,
  customer_ip_address: z.string(),
  customer_user_agent: z.string(),
  customer_note: z.string(),
  billing: z.strictObject({ ...addressFields, email: z.email() }),
  shipping: z.strictObject(addressFields),
  payment_method: z.string(),
  payment_method_title: z.string(),
  transaction_id: z.string(),
  ...maybeTimes('date_paid'),
  ...maybeTimes('date_completed'),
  cart_hash: z.string(),
  meta_data: z.array(meta),
  line_items: z.array(lineItem),
  tax_lines: z.array(z.never()),
  shipping_lines: z.array(
    z.strictObject({
      id,
      method_title: z.string(),
      method_id: z.string(),
      total: amount,
      total_tax: amount,
      taxes: z.array(z.never()),
      meta_data: z.array(meta),
    }),
  ),
  fee_lines: z.array(z.never()),
  coupon_lines: z.array(z.never()),
  refunds: z.array(z.strictObject({ id, reason: z.string(), total: amount })),
  _links: links,
})
const orderRequest = z.strictObject({ status: orderStatus.optional(), meta_data: z.array(meta).optional() })

const refund = z.strictObject({
  id,
  parent_id: id,
  ...times('date_created'),
  amount,
  reason: z.string(),
  refunded_by: id,
  refunded_payment: z.boolean(),
  meta_data: z.array(meta),
  line_items: z.array(lineItem),
  shipping_lines: z.array(z.never()),
  tax_lines: z.array(z.never()),
  fee_lines: z.array(z.never()),
  _links: links,
})
const refundRequest = z.strictObject({
  amount: amount.optional(),
  reason: z.string().optional(),
  line_items: z.array(z.strictObject({ id, quantity: id, refund_total: z.number() })).optional(),
  api_refund: z.boolean().optional(),
  /** Restocks unless told not to, so for us it is not optional. */
  api_restock: z.literal(false),
})

const note = z.strictObject({
  id,
  author: z.string(),
  ...times('date_created'),
  note: z.string(),
  customer_note: z.boolean(),
  _links: links,
})
const noteRequest = z.strictObject({ note: z.string().min(1), customer_note: z.boolean().optional() })

const webhook = z.strictObject({
  id,
  name: z.string(),
  status: z.enum(['active', 'paused', 'disabled']),
  topic: z.string(),
  resource: z.string(),
  event: z.string(),
  hooks: z.array(z.string()),
  delivery_url: z.url(),
  ...times('date_created'),
  ...times('date_modified'),
  _links: links,
})
const webhookRequest = z.strictObject({
  name: z.string().optional(),
  status: z.enum(['active', 'paused', 'disabled']).optional(),
  topic: z.string(),
  delivery_url: z.url(),
  secret: z.string().optional(),
})

const category = z.looseObject({ id, name: z.string(), slug: z.string(), parent: id, count: id, _links: links })
const setting = z.looseObject({ id: z.string(), label: z.string(), type: z.string(), value: z.string(), _links: links })
const gateway = z.looseObject({ id: z.string(), enabled: z.boolean(), method_supports: z.array(z.string()) })
const site = z.looseObject({ name: z.string(), namespaces: z.array(z.string()) })

type Operation = {
  readonly method: string
  readonly path: RegExp
  readonly request?: z.ZodType
  readonly response: z.ZodType
  readonly query?: readonly string[]
}

const paging = ['page', 'per_page', 'order', 'orderby']
const operations: readonly Operation[] = [
  { method: 'GET', path: /^\/$/, response: site },
  { method: 'GET', path: /^\/settings\/\w+\/\w+$/, response: setting },
  { method: 'GET', path: /^\/payment_gateways\/\w+$/, response: gateway },
  { method: 'GET', path: /^\/products\/categories$/, response: z.array(category), query: ['slug', ...paging] },
  {
    method: 'POST',
    path: /^\/products\/categories$/,
    request: z.strictObject({ name: z.string(), slug: z.string().optional() }),
    response: category,
  },
  {
    method: 'GET',
    path: /^\/products$/,
    response: z.array(product),
    query: ['sku', 'include', 'status', 'search', ...paging],
  },
  { method: 'POST', path: /^\/products$/, request: newProduct, response: product },
  { method: 'GET', path: /^\/products\/\d+$/, response: product },
  { method: 'PUT', path: /^\/products\/\d+$/, request: newProduct, response: product },
  { method: 'DELETE', path: /^\/products\/\d+$/, response: product, query: ['force'] },
  { method: 'POST', path: /^\/products\/batch$/, request: batchRequest, response: batch },
  {
    method: 'GET',
    path: /^\/orders$/,
    response: z.array(order),
    query: ['modified_after', 'dates_are_gmt', 'status', 'dp', ...paging],
  },
  { method: 'GET', path: /^\/orders\/\d+$/, response: order, query: ['dp'] },
  { method: 'PUT', path: /^\/orders\/\d+$/, request: orderRequest, response: order },
  { method: 'GET', path: /^\/orders\/\d+\/refunds$/, response: z.array(refund) },
  { method: 'POST', path: /^\/orders\/\d+\/refunds$/, request: refundRequest, response: refund },
  { method: 'GET', path: /^\/orders\/\d+\/notes$/, response: z.array(note), query: ['type'] },
  { method: 'POST', path: /^\/orders\/\d+\/notes$/, request: noteRequest, response: note },
  { method: 'GET', path: /^\/webhooks$/, response: z.array(webhook), query: paging },
  { method: 'POST', path: /^\/webhooks$/, request: webhookRequest, response: webhook },
  { method: 'PUT', path: /^\/webhooks\/\d+$/, request: webhookRequest.partial(), response: webhook },
  { method: 'DELETE', path: /^\/webhooks\/\d+$/, response: webhook, query: ['force'] },
]

export type WooExchange = { requestBody?: unknown; status: number; responseBody?: unknown }

/** Every way in which one exchange breaks the documentation; empty when it keeps it. */
export function validateWoo(
  method: string,
  path: string,
  { requestBody, status, responseBody }: WooExchange,
): string[] {
  const { pathname, searchParams } = new URL(path, 'http://shop.test')
  const plain = pathname.replace(/^\/woocommerce\/wp-json(\/wc\/v3)?/, '')
  const operation = operations.find((candidate) => candidate.method === method && candidate.path.test(plain))
  if (!operation) return [`${method} ${plain} is not in the contract`]
  const strange = [...searchParams.keys()].filter((name) => !operation.query?.includes(name))
  return [
    ...strange.map((name) => `the parameter ${name} is not in the contract`),
    ...faults('request', operation.request ?? z.undefined(), requestBody),
    ...faults('response', status >= 400 ? error : operation.response, responseBody),
  ]
}

function faults(side: string, schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${side}/${path.join('/')}: ${message}`)
}

/** The same of bodies as they travel; what is no JSON is not WooCommerce's. */
export function wooFaults(exchange: {
  method: string
  url: string
  requestBody: string
  status: number
  responseBody: string
}): string[] {
  const { method, url, requestBody, status, responseBody } = exchange
  // Its own failure, or a batch it refused itself as too large.
  if (status >= 500 || status === 413) return []
  return validateWoo(method, url, {
    status,
    responseBody: JSON.parse(responseBody),
    ...(requestBody === '' ? {} : { requestBody: JSON.parse(requestBody) }),
  })
}
