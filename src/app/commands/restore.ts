import { restoreBackup } from '#platform/backup'
import { type Command, UsageFault } from '../command.ts'
import { connectDatabase } from '../connect.ts'

export const summary = 'bring a backup back into an empty database and data folder'
export const positionals = 'FOLDER'
export const options = {} satisfies Command['options']

export const run: Command['run'] = async ({ positionals: [folder], config, log, resolve, say }) => {
  if (folder === undefined) throw new UsageFault('Name the folder of the backup.')
  const { database, close } = await connectDatabase({ config, log })
  try {
    const result = await restoreBackup({ database, folder: resolve(folder), dataDir: config.dataDir })
    say(
      `The backup of ${result.createdAt} is back: ${result.rows} rows of ${result.tables} tables, ${result.files} files.`,
    )
    for (const name of result.migrated) say(`applied ${name}`)
    if (!result.hasJobs)
      say('Waiting jobs were left out: the job queue has changed since; its work is planned anew at start.')
    return result
  } finally {
    await close()
  }
}
