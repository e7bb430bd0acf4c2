import type { TestProject } from 'vitest/node'
import { migrate, openDatabase, startEmbedded } from '#platform/db'
import { installJobs } from '#platform/jobs'
import { silentLog } from '#platform/log'
import { onServer, rememberSeed, templateName, urlOf } from './clone.ts'
import { scratchFolder } from './scratch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
  }
}

/** Test data may be lost in a crash, so the disk need not be waited for. */
const hurried = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Vitest's global set-up: one PostgreSQL for the run, in a temporary folder that goes when the run ends. */
export default async function setUpCluster(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await scratchFolder('test')
  try {
    const server = await startEmbedded({ dataDir: scratch.folder, log: silentLog, settings: hurried })
    await makeTemplate(server.url)
    project.provide('serverUrl', server.url)
    return async () => {
      await server.stop()
      await scratch.remove()
    }
  } catch (error) {
    process.stderr.write(`\nThe test database could not be set up: ${error instanceof Error ? error.stack : error}\n`)
    throw error
  }
}

async function makeTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, (client) => client.query(`create database ${templateName}`))
  const database = await openDatabase({ url: urlOf(serverUrl, templateName), log: silentLog })
  try {
    await migrate(database)
    await installJobs(database)
    await rememberSeed(database.db)
  } finally {
    await database.close()
  }
}
