import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { learnReleases, Release } from '#sandbox/discogs'
import { clearFaults, faultKinds, listFaults, planFault } from '#sandbox/faults'
import { changeSetting, type Machine, readSettings } from '#sandbox/machine'
import { contentSecurityPolicy, languageOf } from '#sandbox/pages'
import { controlPage } from './control-page.ts'
import { settingNames, vendorNames } from './names.ts'

const Plan = z.object({
  vendor: z.string().max(40),
  kind: z.enum(faultKinds),
  method: z.string().toUpperCase().max(10).default(''),
  path: z.string().max(200).default(''),
  count: z.coerce.number().int().min(1).max(10_000).default(1),
})

const releasesMax = 20_000
const Releases = z.array(Release).max(releasesMax)

/** The stage manager's desk: behaviour and faults, by form for people and by JSON for tests, benches and simulations. */
export function control(machine: Machine): Hono {
  const app = new Hono()
  const show = (c: Context, isSaved: boolean) => {
    c.header('Content-Security-Policy', contentSecurityPolicy)
    const lang = languageOf({ asked: c.req.query('lang'), accepted: c.req.header('accept-language') })
    return c.html(controlPage(machine, { lang, isSaved }))
  }

  app.get('/', (c) => show(c, c.req.query('saved') === '1'))
  app.get('/state', (c) => c.json({ settings: readSettings(machine), faults: listFaults(machine) }))

  app.post('/settings', async (c) => {
    const asked = z.record(z.string(), z.coerce.number().min(0)).safeParse(await readFields(c))
    if (!asked.success) return c.json({ error: z.prettifyError(asked.error) }, 400)
    for (const name of settingNames(machine)) {
      const value = asked.data[name]
      if (value !== undefined) changeSetting(machine, name, value)
    }
    return done(c)
  })

  app.post('/faults', async (c) => {
    const plan = Plan.safeParse(await readFields(c))
    if (!plan.success) return c.json({ error: z.prettifyError(plan.error) }, 400)
    if (!vendorNames(machine).includes(plan.data.vendor)) return c.json({ error: 'no such vendor' }, 400)
    planFault(machine, plan.data)
    return done(c)
  })

  app.post('/faults/clearing', (c) => {
    clearFaults(machine)
    return done(c)
  })

  app.post('/discogs/releases', async (c) => {
    const releases = Releases.safeParse(await c.req.json())
    if (!releases.success) return c.json({ error: z.prettifyError(releases.error) }, 400)
    learnReleases(machine, releases.data)
    return c.json({ learned: releases.data.length })
  })
  return app
}

const isForm = (c: Context): boolean => c.req.header('content-type')?.startsWith('application/json') !== true

const readFields = async (c: Context): Promise<unknown> =>
  isForm(c) ? Object.fromEntries(await c.req.formData()) : c.req.json()

/** People go back to the page, programs get an empty success. */
function done(c: Context) {
  if (!c.req.header('accept')?.includes('text/html')) return c.body(null, 204)
  const lang = languageOf({ asked: c.req.query('lang'), accepted: c.req.header('accept-language') })
  return c.redirect(`/control?lang=${lang}&saved=1`, 303)
}
