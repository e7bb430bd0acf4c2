import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Machine, Vendor } from '#sandbox/machine'
import {
  type Authorization,
  authorizationView,
  findByNumber,
  findByPayment,
  insertAuthorization,
  numberOf,
  saveAuthorization,
} from './authorization-store.ts'
import { cardOutcome, isExpired } from './cards.ts'
import { answerOnce } from './idempotency.ts'
import { type Move, moves } from './moves.ts'
import { errorBody, refuseTestcard, TestcardRefusal } from './refusal.ts'

const secretKey = 'sandbox-testcard-key'

/** A payment provider of our own making: small, strict, and only for invented cards. */
export const testcard: Vendor = {
  name: 'testcard',
  settings: {},
  schema: readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'),
  routes,
  errorBody: (status, message) => errorBody(`http_${status}`, message),
  // The key of the shop does not expire; the fault answers 401 once.
  expireTokens: () => undefined,
}

const NewAuthorizationBody = z.object({
  payment_id: z.string().min(1).max(200),
  amount: z.number().int().min(1).max(99_999_999),
  currency: z.string().regex(/^[A-Za-z]{3}$/),
  reference: z.string().max(200).default(''),
  card: z.object({
    number: z.string().min(12).max(30),
    exp_month: z.coerce.number().int().min(1).max(12),
    exp_year: z.coerce.number().int().min(2000).max(2100),
    cvc: z.string().regex(/^\d{3,4}$/),
  }),
})
type NewAuthorizationBody = z.output<typeof NewAuthorizationBody>

const MoveBody = z.object({ amount: z.number().int().min(1).optional() })

function routes(machine: Machine): Hono {
  const app = new Hono()
  app.use('/v1/*', async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${secretKey}`)
      refuseTestcard(401, 'invalid_key', 'the key is missing or wrong')
    await next()
  })

  app.post('/v1/authorizations', (c) =>
    answerOnce(machine, c, (body) => {
      const authorization = authorise(machine, parseBody(NewAuthorizationBody, body))
      return { status: 201, answer: authorizationView(authorization) }
    }),
  )

  app.get('/v1/authorizations', (c) => {
    const paymentId = c.req.query('payment_id') ?? refuseTestcard(422, 'invalid_request', 'payment_id is required')
    const found = findByPayment(machine, paymentId)
    return c.json({ data: found ? [authorizationView(found)] : [] })
  })

  app.get('/v1/authorizations/:id', (c) => c.json(authorizationView(authorizationOf(machine, c))))

  for (const move of ['capture', 'cancel', 'refund'] as const satisfies readonly Move[]) {
    app.post(`/v1/authorizations/:id/${move}`, (c) =>
      answerOnce(machine, c, (body) => {
        const { amount } = parseBody(MoveBody, body)
        const moved = moves[move](authorizationOf(machine, c), amount)
        saveAuthorization(machine, moved)
        return { status: 200, answer: authorizationView(moved) }
      }),
    )
  }

  app.all('*', (c) => c.json(errorBody('not_found', 'no such address'), 404))
  app.onError((error, c) => {
    if (error instanceof TestcardRefusal) return c.json(errorBody(error.code, error.message), error.status)
    throw error
  })
  return app
}

/** One authorization per `payment_id`, whatever happens: asking again with the same facts returns the first. */
function authorise(machine: Machine, body: NewAuthorizationBody): Authorization {
  const outcome = cardOutcome(body.card.number)
  if (outcome === undefined) return refuseTestcard(402, 'test_numbers_only', 'only test card numbers are accepted here')
  const currency = body.currency.toUpperCase()
  const known = findByPayment(machine, body.payment_id)
  if (known && (known.amount !== body.amount || known.currency !== currency)) {
    refuseTestcard(409, 'payment_differs', 'this payment_id was used for another amount')
  }
  if (known) return known

  const declineCode = outcome === 'authorized' ? (isExpired(body.card, machine.now()) ? 'expired_card' : null) : outcome
  insertAuthorization(machine, {
    payment_id: body.payment_id,
    reference: body.reference,
    status: declineCode === null ? 'authorized' : 'declined',
    decline_code: declineCode,
    amount: body.amount,
    currency,
    last4: body.card.number.slice(-4),
  })
  return findByPayment(machine, body.payment_id) ?? refuseTestcard(404, 'not_found', 'no such authorization')
}

function authorizationOf(machine: Machine, c: Context): Authorization {
  const found = findByNumber(machine, numberOf(c.req.param('id') ?? ''))
  return found ?? refuseTestcard(404, 'not_found', 'no such authorization')
}

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const words = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  return refuseTestcard(422, 'invalid_request', words)
}
