import { migrate, openDatabase, startEmbedded } from '#platform/db'
import { installJobs } from '#platform/jobs'
import { silentLog } from '#platform/log'
import { onServer, rememberSeed, templateName, urlOf } from '#support/clone'
import { scratchFolder } from '#support/scratch'

/** What is simulated may be lost in a crash of the machine, so the disk need not be waited for. */
const hurried = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }

export type Cluster = { readonly url: string; stop(): Promise<void> }

/** A PostgreSQL of its own with a migrated template, in a temporary folder. */
export async function startCluster(): Promise<Cluster> {
  const scratch = await scratchFolder('simulation')
  const server = await startEmbedded({ dataDir: scratch.folder, log: silentLog, settings: hurried })
  const stop = async (): Promise<void> => {
    await server.stop()
    await scratch.remove()
  }
  try {
    await onServer(server.url, (client) => client.query(`create database ${templateName}`))
    const database = await openDatabase({ url: urlOf(server.url, templateName), log: silentLog })
    try {
      await migrate(database)
      await installJobs(database)
      await rememberSeed(database.db)
    } finally {
      await database.close()
    }
    return { url: server.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
