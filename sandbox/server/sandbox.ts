import { Hono } from 'hono'
import { control } from '#sandbox/control'
import { deliveriesSchema, deliverySettings } from '#sandbox/deliveries'
import { breakFetch, faultsSchema } from '#sandbox/faults'
import { type Machine, type Settings, seeded, settingsSchema } from '#sandbox/machine'
import { assets, marketPages, type Shelf } from '#sandbox/pages'
import { openStore } from '#sandbox/store'
import { frontDoor } from './front-door.ts'
import { vendors } from './vendors.ts'

export type SandboxOptions = {
  /** A file, or ':memory:'. */
  store: string
  now: () => Date
  random?: () => number
  /** How long every answer takes unless the control page says otherwise; 0 in tests. */
  latencyMs?: number
  /** How vendors reach sellers, see `Machine`. */
  reach?: (request: Request) => Promise<Response>
}

export type Sandbox = {
  readonly app: Hono
  readonly machine: Machine
  /** For `createHttpClient({ fetch })`: calls the app in-process, with faults as a network client meets them. */
  readonly fetch: (request: Request) => Promise<Response>
  close(): void
}

/** Stand-ins for the vendors' machines: every state in `store`, every moment from `now`, every chance from `random`. */
export function createSandbox({
  store: place,
  now,
  random = seeded(1),
  latencyMs = 0,
  reach,
}: SandboxOptions): Sandbox {
  const store = openStore(place)
  store.addSchema(
    [settingsSchema, faultsSchema, deliveriesSchema, ...vendors.map((vendor) => vendor.schema)].join('\n'),
  )
  const machine: Machine = { store, now, random, defaults: settingDefaults(latencyMs), ...(reach ? { reach } : {}) }

  const app = new Hono()
  app.route('/_assets', assets())
  app.route('/control', control(machine))
  app.get('/', (c) => c.redirect('/discogs/'))
  for (const vendor of vendors) {
    vendor.prepare?.(machine)
    if (vendor.shelf) openMarket(app, vendor.shelf(machine))
    app.use(`/${vendor.name}/*`, frontDoor(machine, vendor))
    app.route(`/${vendor.name}`, vendor.routes(machine))
  }
  return { app, machine, fetch: breakFetch((request) => app.fetch(request)), close: () => store.close() }
}

/** The buyers' pages come before the front door: planned faults and delays are for programs. */
function openMarket(app: Hono, shelf: Shelf): void {
  app.get(`/${shelf.vendor}`, (c) => c.redirect(`/${shelf.vendor}/`))
  app.route(`/${shelf.vendor}/`, marketPages(shelf))
}

/** What every vendor has, and what each declares of its own. */
const settingDefaults = (latencyMs: number): Settings =>
  Object.fromEntries(
    vendors.flatMap(({ name, settings, pushHeaders }) =>
      Object.entries({ latencyMs, ...(pushHeaders ? deliverySettings : {}), ...settings }).map(([setting, value]) => [
        `${name}.${setting}`,
        value,
      ]),
    ),
  )
