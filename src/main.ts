import { createApp } from '#app/app'
import { connectMigrated } from '#app/connect'
import { startDemo } from '#app/demo/start-demo'
import { startWeb } from '#app/web'
import { startWorker } from '#app/worker'
import { ensureOwner } from '#modules/team'
import { type Config, ConfigFault, readConfig } from '#platform/config'
import { DatabaseFault } from '#platform/db'
import { createLog, type Log } from '#platform/log'

/** One process of Étal in its role: web, worker or both. `npm start` supervises it; in a container it stands alone. */
const stopTimeoutMs = 15_000

type Running = { readonly name: string; stop(): Promise<void> }

async function run(config: Config, log: Log): Promise<Running[]> {
  const connection = await connectMigrated({ config, log })
  const app = createApp({ config, database: connection.database, log })
  const running: Running[] = [{ name: 'database', stop: connection.close }]
  const owner = await ensureOwner(app.newCx(), { isDemo: config.isDemo })
  if (config.isDemo) await startDemo(app.newCx(), config)
  if (config.role !== 'worker') running.push({ name: 'web', ...(await startWeb(app)) })
  if (config.role !== 'web') running.push({ name: 'worker', ...(await startWorker(app)) })
  log.info({ role: config.role, publicUrl: config.publicUrl, migrated: connection.migrated }, 'ready')
  process.send?.({ kind: 'ready', publicUrl: config.publicUrl, owner })
  return running
}

/** Last started, first stopped, within the time limit. `disconnect` means that the supervisor has died. */
function stopOnSignal(running: readonly Running[], log: Log): void {
  let isStopping = false
  const stop = async (): Promise<void> => {
    // Ctrl-C reaches this process twice: from the terminal and from the supervisor.
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), stopTimeoutMs).unref()
    for (const part of running.toReversed()) {
      await part.stop().catch((error: unknown) => log.error({ err: error, part: part.name }, 'did not stop cleanly'))
    }
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => void stop())
}

/** Faults that a person can mend are told without a stack. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ConfigFault || error instanceof DatabaseFault) return error.message
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}\nAnother program uses this port. Stop it, or choose another one: PORT=3100 npm start`
  return error.stack ?? error.message
}

try {
  const config = readConfig(process.env)
  const log = createLog(config)
  stopOnSignal(await run(config, log), log)
} catch (error) {
  process.stderr.write(`\n${inWords(error)}\n\n`)
  // The supervisor must not try again what a person has to mend.
  await new Promise((resolve) => (process.send ? process.send({ kind: 'fault' }, resolve) : resolve(true)))
  process.exit(1)
}
