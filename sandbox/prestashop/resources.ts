/** How a field is written and checked; formats are the vendor's validators (devdocs, "Webservice resources"). */
export type Field = {
  readonly isRequired?: true
  readonly isTranslated?: true
  readonly isReadOnly?: true
  readonly format?: keyof typeof formats
  readonly size?: number
  /** What a resource without it has, and what a full replacement that leaves it out makes of it. */
  readonly fallback?: string
}

export type Resource = {
  /** The name of one, e.g. `product`; the key in `resources` names many. */
  readonly node: string
  /** The class the vendor names in its validation errors. */
  readonly entity: string
  readonly methods: readonly string[]
  readonly fields: Readonly<Record<string, Field>>
  readonly associations: readonly string[]
}

export const formats = {
  isUnsignedId: /^\d{1,10}$/,
  isInt: /^-?\d{1,10}$/,
  isBool: /^[01]$/,
  isPrice: /^\d{1,10}(\.\d{1,9})?$/,
  isUnsignedFloat: /^\d+(\.\d+)?$/,
  isReference: /^[^<>;={}]*$/u,
  isCatalogName: /^[^<>;=#{}]*$/u,
  isGenericName: /^[^<>={}]*$/u,
  isLinkRewrite: /^[_a-zA-Z0-9-]+$/,
  isCleanHtml: /^(?!.*<\s*(script|iframe|form|input|object))/is,
  isEan13: /^\d{0,13}$/,
  isUpc: /^\d{0,12}$/,
  isTrackingNumber: /^[~:#,%&_=()[\].? +\-@/a-zA-Z0-9]*$/,
  isProductVisibility: /^(both|catalog|search|none)$/,
  isCondition: /^(new|used|refurbished)$/,
} as const

const id: Field = { format: 'isUnsignedId' }
const flag: Field = { format: 'isBool', fallback: '0' }
const price: Field = { format: 'isPrice', fallback: '0.000000' }
const plain: Field = {}
const readOnly: Field = { isReadOnly: true }
const translated: Field = { isTranslated: true, format: 'isGenericName', size: 255 }
const reading = ['GET', 'HEAD']

const productFields: Resource['fields'] = {
  id_manufacturer: id,
  id_supplier: id,
  id_category_default: id,
  new: plain,
  cache_default_attribute: { ...id, fallback: '0' },
  id_default_image: id,
  id_tax_rules_group: { ...id, fallback: '0' },
  position_in_category: plain,
  manufacturer_name: readOnly,
  quantity: readOnly,
  type: { fallback: 'simple' },
  id_shop_default: { ...id, fallback: '1' },
  reference: { format: 'isReference', size: 64 },
  supplier_reference: { format: 'isReference', size: 64 },
  location: { size: 255 },
  weight: { format: 'isUnsignedFloat', fallback: '0.000000' },
  ean13: { format: 'isEan13', size: 13 },
  isbn: { size: 32 },
  upc: { format: 'isUpc', size: 12 },
  mpn: { size: 40 },
  state: { ...id, fallback: '0' },
  on_sale: flag,
  online_only: flag,
  ecotax: price,
  minimal_quantity: { format: 'isUnsignedId', fallback: '1' },
  price: { ...price, isRequired: true },
  wholesale_price: price,
  additional_shipping_cost: price,
  active: flag,
  redirect_type: plain,
  available_for_order: flag,
  available_date: plain,
  show_condition: flag,
  condition: { format: 'isCondition', fallback: 'new' },
  show_price: flag,
  indexed: flag,
  visibility: { format: 'isProductVisibility', fallback: 'both' },
  advanced_stock_management: flag,
  date_add: plain,
  date_upd: plain,
  pack_stock_type: { ...id, fallback: '3' },
  meta_description: { ...translated, size: 512 },
  meta_keywords: translated,
  meta_title: translated,
  link_rewrite: { isTranslated: true, format: 'isLinkRewrite', size: 128 },
  name: { isTranslated: true, isRequired: true, format: 'isCatalogName', size: 128 },
  description: { isTranslated: true, format: 'isCleanHtml' },
  description_short: { isTranslated: true, format: 'isCleanHtml', size: 800 },
  available_now: translated,
  available_later: translated,
}

const orderFields = [
  'id_address_delivery id_address_invoice id_cart id_currency id_lang id_customer id_carrier current_state module',
  'invoice_number invoice_date delivery_number delivery_date valid date_add date_upd shipping_number note id_shop_group',
  'id_shop secure_key payment recyclable gift gift_message mobile_theme total_discounts total_discounts_tax_incl',
  'total_discounts_tax_excl total_paid total_paid_tax_incl total_paid_tax_excl total_paid_real total_products',
  'total_products_wt total_shipping total_shipping_tax_incl total_shipping_tax_excl carrier_tax_rate total_wrapping',
  'total_wrapping_tax_incl total_wrapping_tax_excl round_mode round_type conversion_rate reference',
]

const plainFields = (...lists: readonly string[]): Resource['fields'] =>
  Object.fromEntries(lists.flatMap((list) => list.split(' ')).map((name) => [name, plain]))

const readOnlyResource = (
  node: string,
  fields: Resource['fields'],
  associations: readonly string[] = [],
): Resource => ({
  node,
  entity: node,
  methods: reading,
  fields,
  associations,
})

export const resources: Readonly<Record<string, Resource>> = {
  addresses: readOnlyResource(
    'address',
    plainFields(
      'id_customer id_manufacturer id_supplier id_warehouse id_country id_state alias company lastname firstname',
      'vat_number address1 address2 postcode city other phone phone_mobile dni deleted date_add date_upd',
    ),
  ),
  categories: {
    node: 'category',
    entity: 'Category',
    methods: [...reading, 'POST'],
    fields: {
      id_parent: { ...id, fallback: '2' },
      level_depth: readOnly,
      nb_products_recursive: readOnly,
      active: { format: 'isBool', isRequired: true },
      id_shop_default: { ...id, fallback: '1' },
      is_root_category: flag,
      position: plain,
      date_add: plain,
      date_upd: plain,
      name: { isTranslated: true, isRequired: true, format: 'isCatalogName', size: 128 },
      link_rewrite: { isTranslated: true, isRequired: true, format: 'isLinkRewrite', size: 128 },
      description: { isTranslated: true, format: 'isCleanHtml' },
      meta_title: translated,
      meta_description: { ...translated, size: 512 },
      meta_keywords: translated,
    },
    associations: ['categories', 'products'],
  },
  configurations: readOnlyResource('configuration', plainFields('value name id_shop_group id_shop date_add date_upd')),
  countries: readOnlyResource('country', {
    ...plainFields('id_zone id_currency call_prefix iso_code active contains_states need_identification_number'),
    name: translated,
  }),
  currencies: readOnlyResource('currency', plainFields('name iso_code conversion_rate deleted active precision')),
  customers: readOnlyResource('customer', plainFields('lastname firstname email active is_guest date_add date_upd')),
  languages: readOnlyResource('language', plainFields('name iso_code locale language_code active is_rtl')),
  order_carriers: {
    node: 'order_carrier',
    entity: 'OrderCarrier',
    methods: [...reading, 'PUT'],
    fields: {
      id_order: { ...id, isRequired: true },
      id_carrier: { ...id, isRequired: true },
      id_order_invoice: id,
      weight: plain,
      shipping_cost_tax_excl: plain,
      shipping_cost_tax_incl: plain,
      tracking_number: { format: 'isTrackingNumber', size: 64 },
      date_add: plain,
    },
    associations: [],
  },
  order_histories: {
    node: 'order_history',
    entity: 'OrderHistory',
    methods: [...reading, 'POST'],
    fields: {
      id_employee: id,
      id_order_state: { ...id, isRequired: true },
      id_order: { ...id, isRequired: true },
      date_add: plain,
    },
    associations: [],
  },
  order_states: readOnlyResource('order_state', {
    ...plainFields(
      'unremovable delivery hidden send_email module_name invoice color logable shipped paid pdf_delivery pdf_invoice deleted',
    ),
    name: translated,
    template: translated,
  }),
  orders: readOnlyResource('order', plainFields(...orderFields), ['order_rows']),
  products: {
    node: 'product',
    entity: 'Product',
    methods: [...reading, 'POST', 'PUT', 'DELETE'],
    fields: productFields,
    associations: ['categories', 'images', 'stock_availables'],
  },
  stock_availables: {
    node: 'stock_available',
    entity: 'StockAvailable',
    methods: [...reading, 'PUT'],
    fields: {
      id_product: { ...id, isRequired: true },
      id_product_attribute: { ...id, isRequired: true },
      id_shop: id,
      id_shop_group: id,
      quantity: { format: 'isInt', isRequired: true },
      depends_on_stock: { format: 'isBool', isRequired: true },
      out_of_stock: { format: 'isInt', isRequired: true },
      location: { size: 255 },
    },
    associations: [],
  },
}
