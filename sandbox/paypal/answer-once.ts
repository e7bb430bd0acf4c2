import type { Context } from 'hono'
import type { Machine } from '#sandbox/machine'
import { errorBody, PayPalRefusal, refusePayPal } from './refusal.ts'

type Outcome = { readonly status: number; readonly answer: unknown }

/** A repeated `PayPal-Request-Id` on the same address gets what it got; refusals are not kept, as the vendor lets one mend and retry. */
export async function answerOnce(machine: Machine, c: Context, work: (body: unknown) => Outcome): Promise<Response> {
  const key = c.req.header('paypal-request-id')
  const { path } = c.req
  const text = await c.req.text()
  const outcome = machine.store.inTransaction((): Outcome => {
    const known =
      key === undefined
        ? undefined
        : machine.store.get('select status, answer from paypal_answers where request_id = ? and path = ?', key, path)
    if (known)
      return {
        status: Number(known.status) === 201 ? 200 : Number(known.status),
        answer: JSON.parse(String(known.answer)),
      }
    const fresh = attempt(() => work(readJson(text)))
    if (key !== undefined && fresh.status < 300) {
      machine.store.run(
        'insert into paypal_answers (request_id, path, status, answer) values (?, ?, ?, ?)',
        ...[key, path, fresh.status, JSON.stringify(fresh.answer)],
      )
    }
    return fresh
  })
  return Response.json(outcome.answer, { status: outcome.status })
}

function attempt(work: () => Outcome): Outcome {
  try {
    return work()
  } catch (error) {
    if (error instanceof PayPalRefusal) return { status: error.status, answer: errorBody(error.problem, error.issue) }
    throw error
  }
}

function readJson(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return refusePayPal(400, 'INVALID_REQUEST', 'MALFORMED_REQUEST_JSON')
  }
}
