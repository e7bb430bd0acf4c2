import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { type Machine, readSetting, type Vendor } from '#sandbox/machine'
import { images } from './images.ts'
import { addHistory, changeState } from './order-life.ts'
import { openShop } from './prepare.ts'
import { listRows } from './read.ts'
import { PrestaRefusal, refusePresta, refuseUnknown } from './refusal.ts'
import { rowNode } from './render.ts'
import { type Resource, resources } from './resources.ts'
import { findRow, insertRow, removeRow, replaceRow } from './row-store.ts'
import { seller } from './seller.ts'
import { prestashopShelf } from './shelf.ts'
import { addStock } from './stock.ts'
import { readNew, readReplacement } from './write.ts'
import { errorPage, page } from './xml.ts'

export const prestashop: Vendor = {
  name: 'prestashop',
  settings: { requestsPerMinute: 240, orderDelaySeconds: 0, duplicateOrders: 0, payment: 0 },
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  shelf: prestashopShelf,
  prepare: openShop,
  errorBody: (_status, message) => ({ errors: [{ code: 0, message }] }),
  // A key does not expire at the vendor; the fault then answers 401 once.
  expireTokens: () => undefined,
}

const windowMs = 60_000

function routes(machine: Machine): Hono {
  const app = new Hono()
  let recent: number[] = []
  app.use(async (c, next) => {
    const at = machine.now().getTime()
    recent = recent.filter((earlier) => earlier > at - windowMs)
    // The webservice itself has no rate limit; the host in front of it has, and answers in its own words.
    if (recent.length >= readSetting(machine, 'prestashop.requestsPerMinute')) {
      return c.html('<html><body><h1>429 Too Many Requests</h1></body></html>', 429, { 'Retry-After': '10' })
    }
    recent.push(at)
    checkKey(c)
    await next()
  })
  app.route('/api/images', images(machine))
  app.all('/api/:resource', (c) => answer(machine, c))
  app.all('/api/:resource/:id{\\d+}', (c) => answer(machine, c))

  app.all('*', (c) => xml(c, errorPage(27, 'Resource does not exists'), 400))
  app.onError((error, c) => {
    if (error instanceof PrestaRefusal) return xml(c, errorPage(error.code, error.message), error.status)
    throw error
  })
  return new Hono().route('/', app)
}

type Status = 200 | 201 | 400 | 401 | 404 | 405 | 500
const xml = (c: Context, content: string, status: Status = 200) =>
  c.body(content, status, { 'Content-Type': 'text/xml;charset=utf-8', 'PSWS-Version': '8.2.1' })

/** The key is the user's name, the password is empty. */
function checkKey(c: Context): void {
  const [scheme, encoded = ''] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme !== 'Basic')
    refusePresta(401, 16, 'Please enter the authentication key as the login. No password required')
  const [key = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  if (key === '') refusePresta(401, 17, 'Authentication key is empty')
  if (key.length !== 32) refusePresta(401, 18, 'Invalid authentication key format')
  if (key !== seller.key) refusePresta(401, 20, 'Authentification key is not active')
}

async function answer(machine: Machine, c: Context): Promise<Response> {
  const { resource: name = '', id } = c.req.param()
  const known = resources[name]
  if (!known) {
    const label = `Resource of type "${name}" does not exists`
    return refuseUnknown(27, label, { value: name, known: Object.keys(resources) })
  }
  const { method } = c.req
  if (!known.methods.includes(method))
    refusePresta(405, 101, `Method ${method} is not allowed for the resource ${name}`)
  const asked = { name, resource: known, c }
  if (method === 'POST') return create(machine, asked)
  if (method === 'PUT') return replace(machine, asked)
  if (method === 'DELETE') return remove(machine, name, Number(id))
  return id === undefined
    ? xml(c, page(listRows(machine, asked)))
    : one(machine, asked, { id: Number(id), status: 200 })
}

type Asked = { readonly name: string; readonly resource: Resource; readonly c: Context }

/** What does not exist is answered with an empty 404. */
function one(
  machine: Machine,
  { name, resource, c }: Asked,
  { id, status }: { id: number; status: 200 | 201 },
): Response {
  const row = findRow(machine, name, id)
  if (!row) return c.body(null, 404)
  const fields = ['id', ...Object.keys(resource.fields), ...resource.associations]
  return xml(c, page(rowNode(machine, { name, resource, row, fields })), status)
}

async function create(machine: Machine, asked: Asked): Promise<Response> {
  const { name, resource, c } = asked
  const document = readNew(machine, { name, resource, body: await c.req.text() })
  const id = machine.store.inTransaction(() => {
    if (name === 'order_histories') {
      const fields = Object.fromEntries(Object.entries(document.fields).map(([key, value]) => [key, String(value)]))
      changeState(machine, Number(fields.id_order), String(fields.id_order_state))
      return addHistory(machine, fields)
    }
    const made = insertRow(machine, { resource: name, document })
    if (name === 'products') addStock(machine, made)
    return made
  })
  return one(machine, asked, { id, status: 201 })
}

async function replace(machine: Machine, asked: Asked): Promise<Response> {
  const { name, resource, c } = asked
  const row = readReplacement(machine, { name, resource, body: await c.req.text() })
  replaceRow(machine, name, row)
  return one(machine, asked, { id: row.id, status: 200 })
}

function remove(machine: Machine, name: string, id: number): Response {
  const row = findRow(machine, name, id) ?? refusePresta(404, 87, `Id(s) not exists: ${id}`)
  removeRow(machine, name, row.id)
  const stocks = machine.store.all(
    `select id, document from prestashop_rows where resource = 'stock_availables' and json_extract(document, '$.fields.id_product') = ?`,
    String(id),
  )
  for (const stock of stocks) removeRow(machine, 'stock_availables', Number(stock.id))
  return new Response(null, { status: 200 })
}
