import { PgBoss } from 'pg-boss'
import type { Database } from '#platform/db'

/** Creates or upgrades the job tables (schema `pgboss`). Part of migrating; safe to repeat and to run from several processes. */
export async function installJobs(database: Pick<Database, 'url'>): Promise<void> {
  const boss = new PgBoss({ connectionString: database.url, max: 1, schedule: false, supervise: false })
  const problems: unknown[] = []
  boss.on('error', (error) => problems.push(error))
  await boss.start()
  await boss.stop({ graceful: false })
  if (problems.length > 0) throw problems[0]
}
