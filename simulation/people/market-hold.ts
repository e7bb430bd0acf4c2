import { toId } from '#kernel/ids'
import { beginHold, releaseCopies } from '#modules/holds'
import { minuteMs } from '../clock.ts'
import { note } from '../open-world.ts'
import { codesOf, findHold } from '../queries-people.ts'
import type { World } from '../world.ts'
import type { Happening } from './happening.ts'

const copiesMax = 4

/** "Hold everywhere" on a few copies, for some hours; then they come back as they were. */
const marketHold: Happening = {
  name: 'copies are held everywhere',
  weight: 5,
  async happen(world) {
    const { chance, scheduler, goods } = world
    const wanted = Array.from({ length: chance.between(1, copiesMax) }, () => chance.pick(goods))
    const variantIds = [...new Set(wanted.flatMap((one) => one?.variantId ?? []))]
    const lastsMs = chance.between(5, 6 * 60) * minuteMs
    const name = `market ${world.counts.events}`
    await world.begin('holds copies', world.process('web'), async ({ cx }) => {
      const codes = await codesOf(cx, variantIds)
      const hold = { name, reason: 'market', plannedEndAt: null, selection: { codes } }
      await beginHold(cx, hold).catch((error: unknown) => note(world, 'holds', error))
      await scheduler.sleep(lastsMs)
      await untilDone(world, async () => {
        const later = world.process('web').cx
        const id = await findHold(later, name)
        if (id) await releaseCopies(later, toId(id), { reason: 'back from the market' })
      })
    })
  },
}

/** Who puts something down picks it up again, also when the process died in between. */
async function untilDone(world: World, work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    try {
      return void (await work())
    } catch (error) {
      note(world, 'holds', error)
      await world.scheduler.sleep(minuteMs)
    }
  }
}

export const holdHappenings: readonly Happening[] = [marketHold]
