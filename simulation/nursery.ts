import { type Process, type ProcessParts, startProcess } from './process.ts'
import type { Size } from './world.ts'

/** Who died is replaced when somebody is needed next; the new one knows nothing of the old. */
export function openNursery(size: Size, parts: ProcessParts) {
  const living: Process[] = []
  let born = 0

  const bear = (kind: 'web' | 'worker'): Process => {
    born += 1
    const process = startProcess(`${kind}-${born}`, {
      ...parts,
      chance: parts.chance.fork(`${born}`),
      onDeath(dead) {
        living.splice(living.indexOf(dead), 1)
        parts.onDeath(dead)
      },
    })
    living.push(process)
    return process
  }
  return {
    living: (): readonly Process[] => living,
    get(kind: 'web' | 'worker'): Process {
      const alive = living.filter(({ name }) => name.startsWith(kind))
      const wanted = kind === 'web' ? size.webs : size.workers
      return alive.length < wanted ? bear(kind) : (parts.chance.pick(alive) ?? bear(kind))
    },
  }
}
