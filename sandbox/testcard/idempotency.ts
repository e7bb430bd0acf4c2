import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Machine } from '#sandbox/machine'
import { errorBody, refuseTestcard, TestcardRefusal, type TestcardStatus } from './refusal.ts'

type Outcome = { status: 200 | 201 | TestcardStatus; answer: unknown }

/**
 * Does the work once per Idempotency-Key and gives the same answer, refusals included, to every repetition. The same
 * key with another request is a 409. Work and answer are one transaction, so a crash leaves both or neither.
 */
export async function answerOnce(machine: Machine, c: Context, work: (body: unknown) => Outcome): Promise<Response> {
  const key = c.req.header('idempotency-key')
  if (key === undefined || key === '')
    return refuseTestcard(400, 'idempotency_key_missing', 'the header Idempotency-Key is required')
  const text = await c.req.text()
  const fingerprint = createHash('sha256').update(`${c.req.path}\n${text}`).digest('hex')
  const { status, answer } = machine.store.inTransaction(() => {
    const known = findAnswer(machine, key, fingerprint)
    if (known) return known
    const fresh = attempt(() => work(readJson(text)))
    machine.store.run(
      'insert into testcard_answers (idempotency_key, fingerprint, status, answer) values (?, ?, ?, ?)',
      ...[key, fingerprint, fresh.status, JSON.stringify(fresh.answer)],
    )
    return fresh
  })
  return new Response(JSON.stringify(answer), { status, headers: { 'Content-Type': 'application/json' } })
}

function findAnswer(
  { store }: Machine,
  key: string,
  fingerprint: string,
): { status: number; answer: unknown } | undefined {
  const row = store.get('select fingerprint, status, answer from testcard_answers where idempotency_key = ?', key)
  if (!row) return undefined
  if (row.fingerprint !== fingerprint)
    refuseTestcard(409, 'idempotency_key_reused', 'this key was used for another request')
  return { status: Number(row.status), answer: JSON.parse(String(row.answer)) }
}

function attempt(work: () => Outcome): Outcome {
  try {
    return work()
  } catch (error) {
    if (error instanceof TestcardRefusal) return { status: error.status, answer: errorBody(error.code, error.message) }
    throw error
  }
}

function readJson(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return refuseTestcard(400, 'invalid_json', 'the body is not JSON')
  }
}
