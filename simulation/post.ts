import { deliverDue } from '#sandbox/deliveries'
import { vendors } from '#sandbox/server'
import { createPushDoor } from '#support/push-door'
import type { World } from './world.ts'

/** When the next push of a marketplace is due; the vendors' own post office decides about late, lost and doubled ones. */
export function nextPushAtMs({ sandbox }: World): number | undefined {
  const { at } = sandbox.machine.store.get('select min(due_at) as at from deliveries') ?? {}
  return typeof at === 'string' ? Date.parse(at) : undefined
}

/** Carries what is due to one of our processes; one that dies meanwhile has not taken it. */
export async function carryPushes(world: World): Promise<void> {
  const process = world.process('web')
  const door = createPushDoor(() => process.cx)
  await deliverDue(world.sandbox.machine, vendors, async (request) => {
    const answer = await door(request)
    world.trace.add(`    push to ${process.name} answered ${answer.status}`)
    world.counts.pushes += 1
    if (answer.status === 500 && !process.isDead)
      world.violations.push({ check: 'no-bug', subject: request.url, found: await answer.text() })
    return answer
  })
}
