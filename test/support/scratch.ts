import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Scratch = { readonly folder: string; remove(): Promise<void> }

/** A temporary folder that the database's user may pass through, as an ordinary project folder is. */
export async function scratchFolder(name: string): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), `etal-${name}-`))
  await chmod(folder, 0o711)
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) }
}
