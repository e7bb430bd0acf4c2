import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { DatabaseFault } from '../fault.ts'

/** PostgreSQL refuses to run as root; then it runs as somebody else, and this is who. Undefined: as ourselves. */
export type ServerUser = { readonly uid: number; readonly gid: number } | undefined

const isRoot = (): boolean => process.getuid?.() === 0

/** Root does not keep a server in somebody else's folder: there the owner's keeper does, and owns what it writes. */
export function keeperUserFor(folder: string): ServerUser {
  const owner = isRoot() ? statSync(folder) : undefined
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined
}

/** The owner of an existing cluster, so that root may start what an ordinary user made; else `nobody`, who exists everywhere. */
export function serverUserFor(cluster: string): ServerUser {
  if (!isRoot()) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody()
}

export function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid)
    throw new DatabaseFault(
      'The built-in PostgreSQL cannot run as root, and there is no user "nobody" to run it. Start Étal as an ordinary user, or set DATABASE_URL.',
    )
  return { uid: Number(uid), gid: Number(gid) }
}

/** Asks the kernel instead of reading mode bits, which know nothing of access lists and mount options. */
export function canEnter(user: ServerUser, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}
