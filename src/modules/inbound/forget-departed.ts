import { z } from 'zod'
import type { Person } from '#modules/customers'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { defineJob } from '#platform/jobs'
import { customersOf, type Departed, forgetBuyer, listDeparted } from './store-departed.ts'

const buyersPerRun = 200

/** Lets every part of the product forget a person; known to the composition. */
export type Erase = (tx: Tx, person: Person) => Promise<unknown>

/**
 * Forgets the buyers who left their marketplace and have no order under way, each in one transaction: every part of the
 * product lets go of the person, then our own reports do. One that fails is logged and tried again at the next run; it holds
 * up nobody. Answers how many were forgotten.
 */
export async function forgetDeparted(cx: Cx, erase: Erase): Promise<number> {
  let forgotten = 0
  for (const departed of await listDeparted(cx, buyersPerRun)) {
    try {
      await inTransaction(cx, (tx) => forget(tx, departed, erase))
      forgotten += 1
    } catch (error) {
      cx.log.error({ err: error, accountId: departed.accountId }, 'a buyer could not be forgotten')
    }
  }
  return forgotten
}

async function forget(tx: Tx, departed: Departed, erase: Erase): Promise<void> {
  const person = { customerIds: await customersOf(tx, departed), emails: [] }
  if (person.customerIds.length > 0) await erase(tx, person)
  await forgetBuyer(tx, departed)
}

export const forgetDepartedJob = (erase: Erase) =>
  defineJob({
    name: 'inbound.forget-departed',
    data: z.object({}),
    cron: '7 * * * *',
    retryLimit: 3,
    run: async (cx) => {
      await forgetDeparted(cx, erase)
    },
  })
