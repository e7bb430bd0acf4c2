import type { Machine } from '#sandbox/machine'
import { type Product, reservedQuantity } from './product-store.ts'
import { priceMinorOf, priceText } from './save-product.ts'
import { gmtTime, shopTime } from './seller.ts'

/** Every field of "Product properties", in the vendor's order. */
export function productView(machine: Machine, product: Product, base: string) {
  const { id, document, status } = product
  return {
    id,
    name: document.name ?? '',
    slug: `produit-${id}`,
    permalink: `https://bac-a-disques.example/produit/produit-${id}/`,
    ...dates('date_created', product.created_at),
    ...dates('date_modified', product.modified_at),
    type: 'simple',
    status,
    featured: document.featured ?? false,
    catalog_visibility: document.catalog_visibility ?? 'visible',
    description: document.description ?? '',
    short_description: document.short_description ?? '',
    sku: product.sku,
    price: priceText(product),
    regular_price: document.regular_price ?? '',
    sale_price: document.sale_price ?? '',
    date_on_sale_from: null,
    date_on_sale_from_gmt: null,
    date_on_sale_to: null,
    date_on_sale_to_gmt: null,
    price_html: '',
    on_sale: Boolean(document.sale_price),
    purchasable: isPurchasable(product),
    total_sales: product.total_sales,
    virtual: false,
    downloadable: false,
    downloads: [],
    download_limit: -1,
    download_expiry: -1,
    external_url: '',
    button_text: '',
    tax_status: 'taxable',
    tax_class: '',
    ...stockView(product),
    sold_individually: document.sold_individually ?? false,
    weight: document.weight ?? '',
    dimensions: { length: '', width: '', height: '' },
    shipping_required: true,
    shipping_taxable: true,
    shipping_class: '',
    shipping_class_id: 0,
    reviews_allowed: true,
    average_rating: '0.00',
    rating_count: 0,
    related_ids: [],
    upsell_ids: [],
    cross_sell_ids: [],
    parent_id: 0,
    purchase_note: '',
    categories: categoriesOf(machine, product),
    tags: [],
    images: document.images.map((image) => ({
      ...dates('date_created', product.created_at),
      ...dates('date_modified', product.created_at),
      ...image,
      name: '',
    })),
    attributes: (document.attributes ?? []).map(attributeView),
    default_attributes: [],
    variations: [],
    grouped_products: [],
    menu_order: 0,
    meta_data: (document.meta_data ?? []).map((meta, index) => ({ id: id * 100 + index, ...meta })),
    _links: {
      self: [{ href: `${base}/wp-json/wc/v3/products/${id}` }],
      collection: [{ href: `${base}/wp-json/wc/v3/products` }],
    },
  }
}

const dates = (name: 'date_created' | 'date_modified', at: string) => ({
  [name]: shopTime(at),
  [`${name}_gmt`]: gmtTime(at),
})

const stockView = ({ document, stock_quantity }: Product) => ({
  manage_stock: document.manage_stock ?? false,
  stock_quantity,
  stock_status: stock_quantity === null || stock_quantity > 0 ? 'instock' : 'outofstock',
  backorders: document.backorders ?? 'no',
  backorders_allowed: (document.backorders ?? 'no') !== 'no',
  backordered: false,
})

type Attribute = NonNullable<Product['document']['attributes']>[number]

const attributeView = ({
  id = 0,
  name = '',
  position = 0,
  visible = false,
  variation = false,
  options = [],
}: Attribute) => ({
  id,
  name,
  position,
  visible,
  variation,
  options,
})

function categoriesOf({ store }: Machine, { document }: Product) {
  const ids = (document.categories ?? []).map(({ id }) => id)
  return store
    .all(
      'select id, name, slug from woocommerce_categories where id in (select value from json_each(?))',
      JSON.stringify(ids),
    )
    .map(({ id, name, slug }) => ({ id: Number(id), name: String(name), slug: String(slug) }))
}

const isPurchasable = (product: Product): boolean => product.status === 'publish' && priceMinorOf(product) !== undefined

/** What a buyer can put into the cart now. */
export function quantityForSale(machine: Machine, product: Product): number {
  if (!isPurchasable(product)) return 0
  return product.stock_quantity === null
    ? 1
    : Math.max(0, product.stock_quantity - reservedQuantity(machine, product.id))
}
