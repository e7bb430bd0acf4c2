import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseFault } from '../fault.ts'
import { type Binaries, runAs } from './binaries.ts'
import type { Layout } from './layout.ts'

export const superuser = 'etal'
export const databaseName = 'etal'

/** Makes the cluster when there is none, and refuses one that another major version made. */
export async function ensureCluster(layout: Layout, binaries: Binaries): Promise<void> {
  const found = await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (found === undefined) await initialise(layout, binaries)
  else refuseOtherVersion(layout, found.trim(), binaries.major)
}

function refuseOtherVersion({ cluster }: Layout, found: string, major: string): void {
  if (found === major) return
  throw new DatabaseFault(
    `The database in ${cluster} was made by PostgreSQL ${found}, and this version of Étal brings PostgreSQL ${major}, which cannot open it. ` +
      `Nothing was changed. Start the previous version of Étal and run "npm run etal -- backup FOLDER"; then move ${cluster} away and ` +
      `run "npm run etal -- restore FOLDER" of this version.`,
  )
}

const privatePrefix = 'unfinished-'

/**
 * initdb works in a folder of its own, renamed when it is complete: whatever dies on the way, there is either no
 * cluster or a whole one.
 */
async function initialise(layout: Layout, binaries: Binaries): Promise<void> {
  const { base, cluster, serverUser } = layout
  for (const name of await readdir(base))
    if (name.startsWith(privatePrefix)) await rm(join(base, name), { recursive: true, force: true })

  const draft = join(base, `${privatePrefix}${randomBytes(4).toString('hex')}`)
  await mkdir(draft, { mode: 0o700 })
  if (serverUser) await chown(draft, serverUser.uid, serverUser.gid)
  const program = (name: string): string => join(binaries.folder, 'bin', name)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr-FR']
  const options = [
    '--username',
    superuser,
    '--data-checksums',
    '--no-instructions',
    ...locale,
    ...(await authentication(layout)),
  ]
  await runAs(serverUser, program('initdb'), ['--pgdata', draft, ...options])
  const singleUser = ['--single', '-D', draft, 'template1']
  await runAs(serverUser, program('postgres'), singleUser, `create database ${databaseName}\n`)
  await rename(draft, cluster)
}

/** The socket lies in a folder that only its owner may enter; Windows has TCP on loopback, which needs a password. */
async function authentication({ base }: Layout): Promise<string[]> {
  if (process.platform !== 'win32') return ['--auth=trust']
  await writeFile(passwordFile(base), randomBytes(24).toString('hex'), { mode: 0o600 })
  await chmod(passwordFile(base), 0o600)
  return ['--auth=scram-sha-256', `--pwfile=${passwordFile(base)}`]
}

export const passwordFile = (base: string): string => join(base, 'password')
