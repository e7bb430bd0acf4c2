import { pendingMigrations } from '#platform/db'
import type { Command } from '../command.ts'
import { connectDatabase, connectMigrated } from '../connect.ts'

export const summary = 'bring the database up to date (also done at every start)'

export const options = {
  'dry-run': { type: 'boolean', summary: 'only name the migrations that would be applied' },
} as const satisfies Command['options']

export const run: Command['run'] = async ({ config, log, isOn, say }) => {
  const isDryRun = isOn('dry-run')
  const names = isDryRun ? await pending({ config, log }) : await apply({ config, log })
  if (names.length === 0) say('The database is up to date.')
  for (const name of names) say(`${isDryRun ? 'would apply' : 'applied'} ${name}`)
  return isDryRun ? { pending: names } : { applied: names }
}

type Place = Parameters<typeof connectDatabase>[0]

async function pending(place: Place): Promise<readonly string[]> {
  const connection = await connectDatabase(place)
  return pendingMigrations(connection.database).finally(connection.close)
}

async function apply(place: Place): Promise<readonly string[]> {
  const connection = await connectMigrated(place)
  await connection.close()
  return connection.migrated
}
