import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'

/**
 * PrestaShop publishes no machine-readable contract apart from each shop's own `?schema=synopsis`. These schemas are
 * ours, written from the webservice reference (devdocs, "Resources", version 8, read 2026-11). They take no unknown
 * field: the real shop would ignore a misspelt one in silence, and empty the field that was meant.
 */
const parser = new XMLParser({
  ignoreAttributes: (name) => name !== 'id',
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
})

const words = (text: string): string[] => text.trim().split(/\s+/)
const language = z.strictObject({ '@id': z.string().regex(/^\d+$/), '#text': z.string().optional() })
const translation = z.strictObject({ language: z.union([language, z.array(language)]) })
const idText = z.string().regex(/^\d+$/)
const wholeNumber = z.string().regex(/^-?\d+$/)
const amount = z.string().regex(/^\d+(\.\d{1,9})?$/)

const productWritable =
  words(`id_manufacturer id_supplier id_category_default new cache_default_attribute id_default_image
  id_tax_rules_group type id_shop_default reference supplier_reference location weight ean13 isbn upc mpn state on_sale
  online_only ecotax minimal_quantity price wholesale_price additional_shipping_cost active redirect_type
  available_for_order available_date show_condition condition show_price indexed visibility advanced_stock_management
  date_add date_upd pack_stock_type`)
const productTranslated = words(
  'meta_description meta_keywords meta_title link_rewrite name description description_short available_now available_later',
)
const productReadOnly = words('manufacturer_name quantity position_in_category')
const associations = z.unknown()

type Shape = {
  readonly plain: readonly string[]
  readonly translated?: readonly string[]
  readonly special?: z.ZodRawShape
}

const shapeOf = ({ plain, translated = [], special = {} }: Shape): z.ZodRawShape => ({
  id: idText,
  ...Object.fromEntries(plain.map((name) => [name, z.string()])),
  ...Object.fromEntries(translated.map((name) => [name, translation])),
  ...special,
})

const productValues = {
  price: amount,
  active: z.enum(['0', '1']),
  condition: z.enum(['new', 'used', 'refurbished', '']),
  name: translation,
}
const product = shapeOf({
  plain: [...productWritable, ...productReadOnly],
  translated: productTranslated,
  special: { ...productValues, associations },
})
const stockFields = words(
  'id_product id_product_attribute id_shop id_shop_group depends_on_stock out_of_stock location',
)
const stock = shapeOf({ plain: stockFields, special: { quantity: wholeNumber, out_of_stock: z.enum(['0', '1', '2']) } })
const category = shapeOf({
  plain: words(
    `id_parent level_depth nb_products_recursive active id_shop_default is_root_category position date_add date_upd`,
  ),
  translated: words('name link_rewrite description meta_title meta_description meta_keywords'),
  special: { associations },
})
const carrier = shapeOf({
  plain: words(
    'id_order id_carrier id_order_invoice weight shipping_cost_tax_excl shipping_cost_tax_incl tracking_number date_add',
  ),
})
const history = shapeOf({ plain: words('id_employee id_order_state id_order date_add') })
const orderRow = shapeOf({
  plain:
    words(`product_id product_attribute_id product_quantity product_name product_reference product_ean13 product_isbn
    product_upc product_price id_customization unit_price_tax_incl unit_price_tax_excl`),
})
const order = shapeOf({
  plain:
    words(`id_address_delivery id_address_invoice id_cart id_currency id_lang id_customer id_carrier current_state module
    invoice_number invoice_date delivery_number delivery_date valid date_add date_upd shipping_number note id_shop_group
    id_shop secure_key payment recyclable gift gift_message mobile_theme total_discounts total_discounts_tax_incl
    total_discounts_tax_excl total_paid total_paid_tax_incl total_paid_tax_excl total_paid_real total_products
    total_products_wt total_shipping total_shipping_tax_incl total_shipping_tax_excl carrier_tax_rate total_wrapping
    total_wrapping_tax_incl total_wrapping_tax_excl round_mode round_type conversion_rate reference`),
  special: {
    associations: z.strictObject({
      order_rows: z.strictObject({ order_row: z.union([z.strictObject(orderRow), z.array(z.strictObject(orderRow))]) }),
    }),
  },
})

const resources: Readonly<Record<string, { readonly node: string; readonly shape: z.ZodRawShape }>> = {
  addresses: {
    node: 'address',
    shape: shapeOf({
      plain:
        words(`id_customer id_manufacturer id_supplier id_warehouse id_country id_state alias company lastname firstname
        vat_number address1 address2 postcode city other phone phone_mobile dni deleted date_add date_upd`),
    }),
  },
  categories: { node: 'category', shape: category },
  configurations: {
    node: 'configuration',
    shape: shapeOf({ plain: words('value name id_shop_group id_shop date_add date_upd') }),
  },
  countries: {
    node: 'country',
    shape: shapeOf({
      plain: words('id_zone id_currency call_prefix iso_code active contains_states need_identification_number'),
      translated: ['name'],
    }),
  },
  currencies: {
    node: 'currency',
    shape: shapeOf({ plain: words('name iso_code conversion_rate deleted active precision') }),
  },
  customers: {
    node: 'customer',
    shape: shapeOf({ plain: words('lastname firstname email active is_guest date_add date_upd') }),
  },
  languages: { node: 'language', shape: shapeOf({ plain: words('name iso_code locale language_code active is_rtl') }) },
  order_carriers: { node: 'order_carrier', shape: carrier },
  order_histories: { node: 'order_history', shape: history },
  order_states: {
    node: 'order_state',
    shape: shapeOf({
      plain: words(
        'unremovable delivery hidden send_email module_name invoice color logable shipped paid pdf_delivery pdf_invoice deleted',
      ),
      translated: ['name', 'template'],
    }),
  },
  orders: { node: 'order', shape: order },
  products: { node: 'product', shape: product },
  stock_availables: { node: 'stock_available', shape: stock },
}

const pick = (shape: z.ZodRawShape, names: readonly string[]): z.ZodRawShape =>
  Object.fromEntries(Object.entries(shape).filter(([name]) => names.includes(name)))
const without = (shape: z.ZodRawShape, names: readonly string[]): z.ZodRawShape =>
  Object.fromEntries(Object.entries(shape).filter(([name]) => !names.includes(name)))

/** A new thing names what is required; a replacement names everything that can be written. */
const requests: Readonly<Record<string, z.ZodType>> = {
  'POST products': z
    .strictObject(without(product, ['id', ...productReadOnly]))
    .partial()
    .required({ price: true, name: true }),
  'PUT products': z.strictObject(without(product, [...productReadOnly, 'associations'])),
  'PUT stock_availables': z.strictObject(stock),
  'POST categories': z
    .strictObject(without(category, ['id', 'level_depth', 'nb_products_recursive']))
    .partial()
    .required({ active: true, name: true, link_rewrite: true }),
  'POST order_histories': z.strictObject(pick(history, ['id_order', 'id_order_state'])),
  'PUT order_carriers': z.strictObject(carrier),
}

const errorEntry = z.strictObject({ code: z.string().regex(/^\d+$/), message: z.string().min(1) })
const errors = z.strictObject({ errors: z.strictObject({ error: z.union([errorEntry, z.array(errorEntry)]) }) })

const queryNames = /^(filter\[\w+\]|display|sort|limit|date|sendemail|output_format)$/

export type PrestaExchange = { readonly requestBody?: string; readonly status: number; readonly responseBody: string }

/** Every way in which one exchange breaks the reference; empty when it keeps it. */
export function validatePresta(
  method: string,
  address: string,
  { requestBody, status, responseBody }: PrestaExchange,
): string[] {
  const { pathname, searchParams } = new URL(address, 'http://shop.test')
  const [name = '', id] = pathname.replace(/^.*?\/api\//, '').split('/')
  if (name === 'images') return []
  const resource = resources[name]
  if (!resource) return [`${method} ${pathname} is not in the contract`]
  const strange = [...searchParams.keys()].filter((key) => !queryNames.test(key))
  return [
    ...strange.map((key) => `the parameter ${key} is not in the contract`),
    ...(requestBody === undefined ? [] : requestFaults(`${method} ${name}`, { node: resource.node, requestBody })),
    ...responseFaults({ name, resource, isOne: id !== undefined || method === 'POST' }, { status, responseBody }),
  ]
}

function requestFaults(operation: string, { node, requestBody }: { node: string; requestBody: string }): string[] {
  const schema = requests[operation]
  if (!schema) return [`${operation} is not in the contract`]
  return faults('request', z.strictObject({ [node]: schema }), requestBody)
}

type Read = {
  readonly name: string
  readonly resource: { node: string; shape: z.ZodRawShape }
  readonly isOne: boolean
}

function responseFaults(
  { name, resource, isOne }: Read,
  { status, responseBody }: Omit<PrestaExchange, 'requestBody'>,
): string[] {
  if (responseBody === '') return []
  if (status >= 400) return faults('error', errors, responseBody)
  const shown = z.strictObject(resource.shape).partial()
  const idOnly = z.strictObject({ '@id': idText })
  const entries = z.union([shown, idOnly, z.literal(''), z.array(z.union([shown, idOnly]))])
  const whole = z.strictObject(resource.shape)
  const list = z.union([z.literal(''), z.strictObject({ [resource.node]: entries })])
  return faults(
    'response',
    isOne ? z.strictObject({ [resource.node]: whole }) : z.strictObject({ [name]: list }),
    responseBody,
  )
}

function faults(side: string, schema: z.ZodType, xml: string): string[] {
  if (XMLValidator.validate(xml) !== true) return [`${side}: not XML`]
  const parsed = z.strictObject({ prestashop: schema }).safeParse(parser.parse(xml))
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${side}/${path.join('/')}: ${message}`)
}

/** The same of bodies as they travel; pictures are not XML, and the fault of a server is not the webservice's. */
export function prestaFaults(exchange: {
  method: string
  url: string
  requestBody: string
  status: number
  responseBody: string
}): string[] {
  const { method, url, requestBody, status, responseBody } = exchange
  if (status >= 500) return []
  return validatePresta(method, url, { status, responseBody, ...(requestBody === '' ? {} : { requestBody }) })
}
