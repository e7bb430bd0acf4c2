import { startEmbedded } from '#platform/db'
import { silentLog } from '#platform/log'

/**
 * A process that uses the built-in database, for tests that kill it: `database-user.ts <data folder> <settings>`.
 * Prints one JSON line when the database is there, gives it up when its standard input ends.
 */
const [dataDir = '', settings = '{}'] = process.argv.slice(2)
try {
  const server = await startEmbedded({ dataDir, log: silentLog, settings: JSON.parse(settings) })
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)
  process.stdin.resume().on('end', () => void server.stop().then(() => process.exit(0)))
} catch (error) {
  process.stdout.write(`${JSON.stringify({ fault: error instanceof Error ? error.message : String(error) })}\n`)
  process.exitCode = 1
}
