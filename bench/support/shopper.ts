import { titleWords } from './fill-catalogue.ts'

/** The steps of the scenario, in the order of a visit. */
export const steps = [
  'search',
  'product page',
  'add to cart',
  'checkout page',
  'address',
  'delivery',
  'payment',
] as const
export type Step = (typeof steps)[number]
export type Timings = { readonly [S in Step]: number[] }

type Visit = {
  readonly shop: string
  readonly timings: Timings
  readonly thinkMs: () => number
  readonly draw: () => number
}
type Answer = { readonly status: number; readonly url: string; readonly html: string }

const searchesPerItem = 4
const words = titleWords.split(' ')
const pick = <T>(choices: readonly T[], draw: () => number): T | undefined =>
  choices[Math.floor(draw() * choices.length)]
const think = ({ thinkMs }: Visit): Promise<void> => new Promise((resolve) => setTimeout(resolve, thinkMs()))

/** A buyer with a browser's habits: keeps cookies, follows redirects, fills in the form that is there. */
function browserFor(shop: string, jar = new Map<string, string>()) {
  return async function open(path: string, form?: URLSearchParams): Promise<Answer> {
    let url = new URL(path, shop)
    let body = form
    for (let hops = 0; hops < 5; hops += 1) {
      const answer = await fetch(url, {
        redirect: 'manual',
        ...(body ? { method: 'POST', body } : {}),
        headers: { accept: 'text/html', 'accept-encoding': 'br', ...cookieOf(jar), origin: shop },
      })
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2)
        jar.set(name, value)
      }
      const location = answer.headers.get('location')
      const html = await answer.text()
      if (answer.status >= 500) throw new Error(`${url.pathname}: ${answer.status} ${html.slice(0, 200)}`)
      if (!location) return { status: answer.status, url: url.pathname, html }
      url = new URL(location, url)
      body = undefined
    }
    throw new Error(`${path} is sent on and on`)
  }
}

const cookieOf = (jar: ReadonlyMap<string, string>): { cookie?: string } =>
  jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }

async function timed<T>(list: number[], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  list.push(performance.now() - startedAt)
  return result
}

/** One visit: up to `itemsMax` records, four searches before each, then the order by bank transfer. True when it was placed. */
export async function shopOnce(visit: Visit, itemsMax: number): Promise<boolean> {
  const open = browserFor(visit.shop)
  const { timings, draw } = visit
  let heldCount = 0
  for (let item = 0; item < 1 + Math.floor(draw() * itemsMax); item += 1) {
    const found = await searchFor(visit, open)
    const product = pick(found, draw)
    if (product === undefined) continue
    const page = await timed(timings['product page'], () => open(product))
    await think(visit)
    const fields = fieldsOf(page.html, '/panier/ajout')
    // Somebody else has it in his cart: the visitor looks on.
    if (!fields.has('variantId')) continue
    const cart = await timed(timings['add to cart'], () => open('/panier/ajout', fields))
    if (cart.url === '/panier') heldCount += 1
  }
  return heldCount > 0 && order(visit, open)
}

/** The cookies of a buyer who has the product at `path` in the cart. */
export async function cookieWith(shop: string, path: string): Promise<string> {
  const jar = new Map<string, string>()
  const open = browserFor(shop, jar)
  await open('/panier/ajout', fieldsOf((await open(path)).html, '/panier/ajout'))
  return cookieOf(jar).cookie ?? ''
}

async function searchFor(visit: Visit, open: ReturnType<typeof browserFor>): Promise<string[]> {
  let found: string[] = []
  for (let search = 0; search < searchesPerItem; search += 1) {
    const query = [pick(words, visit.draw), ...(visit.draw() < 0.5 ? [pick(words, visit.draw)] : [])].join('+')
    const { html } = await timed(visit.timings.search, () => open(`/disques?q=${query}`))
    const links = [...html.matchAll(/href="(\/disque\/[^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
    if (links.length > 0) found = links
    await think(visit)
  }
  return found
}

const typed = {
  name: 'Camille Fournier',
  email: 'camille@example.org',
  line1: '3 quai des Sillons',
  postcode: '69001',
  city: 'Lyon',
} as const

/** What a buyer without scripts does on the one page of the till, step by step; each is answered with the new total. */
const tillSteps = [
  ['address', { ...typed, intent: 'update' }],
  // To the door: a relay point would ask somebody else's machine.
  ['delivery', { deliveryMethod: 'home', intent: 'update' }],
  ['payment', { payment: 'transfer', intent: 'order' }],
] as const

async function order(visit: Visit, open: ReturnType<typeof browserFor>): Promise<boolean> {
  let page = await timed(visit.timings['checkout page'], () => open('/commander'))
  for (const [step, changes] of tillSteps) {
    await think(visit)
    const fields = fieldsOf(page.html, '/commander')
    for (const [name, value] of Object.entries(changes)) fields.set(name, value)
    page = await timed(visit.timings[step], () => open('/commander', fields))
  }
  if (!page.url.startsWith('/commande/')) throw new Error(`no order: ${page.status} ${page.url} ${noticeOf(page.html)}`)
  return true
}

const noticeOf = (html: string): string =>
  [...html.matchAll(/class="(?:notice bad|fault)[^>]*>([^<]+)/g)].map(([, text]) => text).join(' | ')

/** What the form at `action` would send as it stands: hidden and chosen fields and the first choice of every group. */
function fieldsOf(html: string, action: string): URLSearchParams {
  const form =
    html
      .split('<form')
      .find((part) => part.includes(`action="${action}"`))
      ?.split('</form>')[0] ?? ''
  const fields = new URLSearchParams()
  const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type')]
    if (name === undefined || tag.includes(' disabled')) continue
    if (type === 'radio' && fields.has(name) && !tag.includes(' checked')) continue
    if (type === 'checkbox' && !tag.includes(' checked') && !tag.includes(' required')) continue
    fields.set(name, attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : ''))
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*\bname="([^"]+)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen =
      /<option[^>]*value="([^"]*)"[^>]* selected/.exec(options) ?? /<option[^>]*value="([^"]*)"/.exec(options)
    fields.set(name, chosen?.[1] ?? '')
  }
  return fields
}

export const emptyTimings = (): Timings => ({
  search: [],
  'product page': [],
  'add to cart': [],
  'checkout page': [],
  address: [],
  delivery: [],
  payment: [],
})

/** A sequence of numbers below 1 that is the same for the same seed. */
export function drawFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}
