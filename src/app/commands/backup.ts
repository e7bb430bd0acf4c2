import { writeBackup } from '#platform/backup'
import { type Command, UsageFault } from '../command.ts'
import { version } from '../version.ts'

export const summary = 'write the whole shop into a new folder, while it goes on'
export const positionals = 'FOLDER'
export const options = {} satisfies Command['options']

export const run: Command['run'] = async ({ positionals: [folder], app, config, resolve, say }) => {
  if (folder === undefined) throw new UsageFault('Name the folder to write.')
  const { database } = await app()
  const order = { database, folder: resolve(folder), dataDir: config.dataDir, appVersion: version, now: new Date() }
  const result = await writeBackup(order)
  say(`${result.rows} rows of ${result.tables} tables and ${result.files} files are in ${result.folder}`)
  say('The folder holds the key to the stored credentials: keep it where nobody else can read it.')
  return result
}
