import type { Config } from '#platform/config'
import { type Database, migrate, openDatabase, startEmbedded } from '#platform/db'
import { installJobs } from '#platform/jobs'
import type { Log } from '#platform/log'

export type Connection = { readonly database: Database; readonly migrated: readonly string[]; close(): Promise<void> }

type ConnectOptions = { config: Config; log: Log; poolSize?: number }

/** The database that the configuration names, or the built-in one of the data folder; not migrated yet. */
export async function connectDatabase({
  config,
  log,
  poolSize,
}: ConnectOptions): Promise<Omit<Connection, 'migrated'>> {
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log })
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const database = await openDatabase({ url, log, ...(poolSize && { poolSize }) }).catch(async (error: unknown) => {
    await embedded?.stop()
    throw error
  })
  const close = async (): Promise<void> => {
    await database.close()
    await embedded?.stop()
  }
  return { database, close }
}

/** The same, with the schema and the job tables brought up to date. */
export async function connectMigrated(options: ConnectOptions): Promise<Connection> {
  const connection = await connectDatabase(options)
  try {
    const { applied } = await migrate(connection.database)
    await installJobs(connection.database)
    return { ...connection, migrated: applied }
  } catch (error) {
    await connection.close()
    throw error
  }
}
