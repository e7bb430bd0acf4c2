import { z } from 'zod'
import { type Delivery, type Machine, readSetting, type Vendor } from '#sandbox/machine'

/** Settings of every vendor that pushes. */
export const deliverySettings = { pushDelaySeconds: 0, pushLossPercent: 0, pushDuplicates: 0 } as const

export const deliveriesSchema = `
create table if not exists deliveries (
  id integer primary key autoincrement,
  vendor text not null,
  url text not null,
  topic text not null,
  event_id text not null,
  body text not null,
  attempt integer not null,
  due_at text not null
) strict;`

export type Push = {
  readonly vendor: string
  readonly url: string
  readonly topic: string
  readonly eventId: string
  readonly body: string
}

/** Carries one push to the seller's address and answers its status; throws when nobody is there. */
export type Carrier = (request: Request) => Promise<{ status: number }>

/** Puts a push into the post: late, lost or doubled, as the vendor's settings and chance will have it. */
export function queueDelivery(machine: Machine, push: Push): void {
  const { vendor } = push
  if (machine.random() * 100 < readSetting(machine, `${vendor}.pushLossPercent`)) return
  const times = 1 + readSetting(machine, `${vendor}.pushDuplicates`)
  const delayMs = readSetting(machine, `${vendor}.pushDelaySeconds`) * 1000
  for (let copy = 0; copy < times; copy += 1) {
    insert(machine, push, { attempt: 1, dueAt: new Date(machine.now().getTime() + delayMs * machine.random()) })
  }
}

const retryAfterMs = [1_000, 10_000, 60_000, 600_000]

/** Delivers what is due, oldest first, and puts off what found no taker; after the last attempt the vendor gives up. */
export async function deliverDue(machine: Machine, vendors: readonly Vendor[], carry: Carrier): Promise<number> {
  const due = machine.store
    .all('select * from deliveries where due_at <= ? order by due_at, id limit 100', machine.now().toISOString())
    .map((row) => Row.parse(row))
  for (const delivery of due) {
    machine.store.run('delete from deliveries where id = ?', delivery.id)
    const vendor = vendors.find(({ name }) => name === delivery.vendor)
    const isDone = await isTaken(carry, delivery, vendor?.pushHeaders?.(machine, delivery) ?? {})
    vendor?.afterPush?.(machine, delivery, isDone)
    if (isDone) continue
    const pauseMs = (vendor?.pushRetriesMs ?? retryAfterMs)[delivery.attempt - 1]
    if (pauseMs === undefined) continue
    insert(machine, delivery, {
      attempt: delivery.attempt + 1,
      dueAt: new Date(machine.now().getTime() + pauseMs),
    })
  }
  return due.length
}

async function isTaken(carry: Carrier, { url, body }: Delivery, headers: Record<string, string>): Promise<boolean> {
  try {
    const request = new Request(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    })
    const { status } = await carry(request)
    return status >= 200 && status < 300
  } catch {
    return false
  }
}

function insert({ store }: Machine, push: Push, { attempt, dueAt }: { attempt: number; dueAt: Date }): void {
  store.run(
    'insert into deliveries (vendor, url, topic, event_id, body, attempt, due_at) values (?, ?, ?, ?, ?, ?, ?)',
    push.vendor,
    push.url,
    push.topic,
    push.eventId,
    push.body,
    attempt,
    dueAt.toISOString(),
  )
}

const Row = z
  .object({
    id: z.number(),
    vendor: z.string(),
    url: z.string(),
    topic: z.string(),
    event_id: z.string(),
    body: z.string(),
    attempt: z.number(),
  })
  .transform(({ event_id: eventId, ...row }): Delivery => ({ ...row, eventId }))
