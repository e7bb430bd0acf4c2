import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Machine } from '#sandbox/machine'
import { type FormValue, readForm } from './form.ts'
import { errorBody, StripeRefusal, type StripeStatus } from './refusal.ts'

export type Form = Readonly<Record<string, FormValue>>
type Outcome = { readonly status: 200 | StripeStatus; readonly answer: unknown }

/**
 * Does the work once per Idempotency-Key and gives the same answer to every repetition; the same key with other
 * parameters is a 400 `idempotency_error`. Requests that fail before any work keep nothing, as at the vendor.
 */
export async function answerOnce(machine: Machine, c: Context, work: (form: Form) => unknown): Promise<Response> {
  const key = c.req.header('idempotency-key')
  const text = await c.req.text()
  const fingerprint = createHash('sha256').update(`${c.req.path}\n${text}`).digest('hex')
  const { status, answer } = machine.store.inTransaction(() => {
    const known = key === undefined ? undefined : findAnswer(machine, key, fingerprint)
    if (known) return known
    const fresh = attempt(() => work(readForm(text)))
    if (key !== undefined && fresh.status < 500) {
      machine.store.run(
        'insert into stripe_answers (idempotency_key, fingerprint, status, answer) values (?, ?, ?, ?)',
        ...[key, fingerprint, fresh.status, JSON.stringify(fresh.answer)],
      )
    }
    return fresh
  })
  return new Response(JSON.stringify(answer), {
    status,
    headers: { 'Content-Type': 'application/json', 'Request-Id': `req_${fingerprint.slice(0, 14)}` },
  })
}

function findAnswer({ store }: Machine, key: string, fingerprint: string) {
  const row = store.get('select fingerprint, status, answer from stripe_answers where idempotency_key = ?', key)
  if (!row) return undefined
  if (row.fingerprint !== fingerprint) {
    throw new StripeRefusal(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    })
  }
  return { status: Number(row.status), answer: JSON.parse(String(row.answer)) }
}

function attempt(work: () => unknown): Outcome {
  try {
    return { status: 200, answer: work() }
  } catch (error) {
    if (error instanceof StripeRefusal) return { status: error.status, answer: errorBody(error.error) }
    throw error
  }
}
