/**
 * The allowed arrows between modules: a module may import only the facades named here. Against an arrow one speaks by
 * event. `npm run check` turns this table into the import checker's rules; the graph must stay acyclic.
 */
export const moduleGraph = {
  team: [],
  calendar: [],
  addresses: [],
  catalog: ['addresses'],
  pricing: ['catalog'],
  stock: ['catalog'],
  customers: [],
  payments: [],
  taxes: [],
  promotions: [],
  vouchers: [],
  orders: ['catalog', 'pricing', 'stock', 'customers', 'payments', 'taxes', 'promotions', 'vouchers'],
  logins: ['customers', 'orders'],
  returns: ['customers', 'orders', 'payments'],
  privacy: ['customers'],
  channels: ['catalog', 'pricing', 'stock'],
  inbound: ['catalog', 'stock', 'orders', 'customers', 'channels'],
  arbitration: ['catalog', 'stock', 'orders', 'customers', 'payments', 'channels', 'inbound'],
  waiting: ['catalog', 'stock', 'orders'],
  holds: ['catalog', 'stock', 'channels'],
  audit: ['catalog', 'pricing', 'stock', 'channels'],
  standing: ['orders', 'channels', 'inbound'],
  assisted: ['catalog', 'stock', 'orders', 'customers', 'channels', 'inbound'],
  intake: ['catalog', 'pricing', 'stock'],
  storefront: ['addresses', 'catalog', 'pricing', 'stock', 'orders', 'promotions'],
  content: ['catalog'],
  reviews: ['team', 'orders', 'customers'],
  theme: [],
  questions: ['team', 'customers'],
  messages: ['team', 'customers'],
  audience: [],
  consent: [],
  recommendations: ['catalog', 'storefront'],
  collections: ['catalog', 'storefront'],
  banners: ['theme', 'collections', 'storefront'],
  feeds: ['catalog', 'pricing', 'stock', 'storefront'],
} as const satisfies Record<string, readonly string[]>

export type ModuleName = keyof typeof moduleGraph
