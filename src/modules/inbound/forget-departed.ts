import { z } from 'zod'
import type { PersonalData } from '#modules/customers'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { customersOf, type Departed, forgetBuyer, listDeparted } from './store-departed.ts'

const buyersPerRun = 200

/**
 * Forgets the buyers who left their marketplace and have no order under way, each in one transaction: every part of the
 * product lets go of the person, then our own reports do. One that fails is logged and tried again at the next run; it holds
 * up nobody. Answers how many were forgotten.
 */
export async function forgetDeparted(cx: Cx, parts: readonly PersonalData[]): Promise<number> {
  let forgotten = 0
  for (const departed of await listDeparted(cx, buyersPerRun)) {
    try {
      await inTransaction(cx, (tx) => forget(tx, departed, parts))
      forgotten += 1
    } catch (error) {
      cx.log.error({ err: error, accountId: departed.accountId }, 'a buyer could not be forgotten')
    }
  }
  return forgotten
}

async function forget(tx: Tx, departed: Departed, parts: readonly PersonalData[]): Promise<void> {
  const person = { customerIds: await customersOf(tx, departed), emails: [] }
  if (person.customerIds.length > 0) for (const part of parts) await part.erase(tx, person)
  await forgetBuyer(tx, departed)
}

/** Which parts of the product keep something about people is known to the composition. */
export const forgetDepartedJob = (parts: readonly PersonalData[]) =>
  defineJob({
    name: 'inbound.forget-departed',
    data: z.object({}),
    cron: '7 * * * *',
    retryLimit: 3,
    run: async (cx) => {
      await forgetDeparted(cx, parts)
    },
  })
