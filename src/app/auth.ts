import { z } from 'zod'
import { refuse } from '#kernel/refusal'
import { takeFromBudget } from '#platform/budget'
import { limitBody, type Server } from '#platform/http'
import type { App } from './app.ts'

/** Per address, and per account so that many addresses together cannot guess one password. */
const signInBudgets = { address: { perMinute: 30, burst: 30 }, account: { perMinute: 6, burst: 12 } } as const

const bodyBytesMax = 100_000

const credentialsSchema = z.object({ email: z.string().max(200) })

/** Sign-in, sign-out and two-factor codes, with guessing slowed down. */
export function mountAuth(server: Server, app: App): void {
  server.use('/api/auth/*', limitBody(bodyBytesMax), async (c, next) => {
    if (c.req.method === 'POST' && /\/(sign-in|two-factor|change-password)/.test(c.req.path)) {
      await slowDown(app, `sign-in:${c.var.ip}`, signInBudgets.address)
      const body = credentialsSchema.safeParse(
        await c.req.raw
          .clone()
          .json()
          .catch(() => undefined),
      )
      if (body.success) await slowDown(app, `sign-in:${body.data.email.toLowerCase()}`, signInBudgets.account)
    }
    await next()
  })
  server.on(['GET', 'POST'], '/api/auth/*', (c) => app.auth.handle(c.req.raw))
}

async function slowDown(app: App, key: string, budget: { perMinute: number; burst: number }): Promise<void> {
  const taken = await takeFromBudget(app.newCx(), key, budget)
  if (!taken.granted) refuse('request.too-many', { retryAfterMs: taken.retryAfterMs })
}
