import type { World } from '../world.ts'

/** Something that happens in the world by itself; `weight` says how often compared with the others. */
export type Happening = {
  readonly name: string
  readonly weight: number
  happen(world: World): Promise<void>
}
