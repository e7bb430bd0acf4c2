import { watch } from 'node:fs'
import { join } from 'node:path'
import { terminalLang } from '#app/terminal-lang'
import type { OwnerState } from '#modules/team'
import { type Config, ConfigFault, readConfig } from '#platform/config'
import { translate } from '#platform/i18n'
import packageFile from '../package.json' with { type: 'json' }
import { BuildFault, buildWeb } from './build.ts'
import { type Listener, type Program, type Supervised, supervise } from './supervise.ts'
import { terminalPicture } from './terminal.ts'

/**
 * `npm start`: builds what is stale, then runs the app and the sandbox marketplaces as processes of their own, starts
 * again what crashes, and ends everything on Ctrl-C. `npm run dev` (`--dev`) also follows changes of the sources.
 */
const root = join(import.meta.dirname, '..')
const lang = terminalLang(process.env)
const isDev = process.argv.includes('--dev')

const say = (key: string, values = {}): boolean =>
  process.stdout.write(`${translate(lang, `terminal:${key}`, values)}\n`)

async function buildStale(): Promise<void> {
  const startedAt = performance.now()
  const built = await buildWeb({ onBuild: (names) => say('building', { parts: names.join(', ') }) })
  if (built.length > 0) say('built', { seconds: ((performance.now() - startedAt) / 1000).toFixed(1) })
}

/** While somebody is editing, pages that cannot be built now must not take the server down. */
const buildWhatCanBe = (): Promise<void> =>
  buildStale().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  })

/** The children's modules are compiled once and kept, which saves most of their starting time. */
function programs(config: Config): Program[] {
  const env = {
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/compiled'),
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':'),
    ETAL_LOG_LEVEL: process.env.ETAL_LOG_LEVEL || 'warn',
  }
  const app = { name: 'app', script: join(root, 'src/main.ts'), env }
  const sandbox = { name: 'sandbox', script: join(root, 'sandbox/main.ts'), env }
  return config.hasSandbox ? [sandbox, app] : [app]
}

async function start(): Promise<void> {
  const config = readConfig(process.env)
  await (isDev ? buildWhatCanBe() : buildStale())
  const running: Supervised[] = []
  const stopAll = async (exitCode: number): Promise<void> => {
    await Promise.all(running.map((program) => program.stop()))
    process.exit(exitCode)
  }
  stopOnSignal(stopAll)
  const listener = createListener(config, stopAll)
  for (const program of programs(config)) running.push(supervise(program, root, listener))
  if (isDev) followSources(running)
}

function createListener(config: Config, stopAll: (exitCode: number) => Promise<void>): Listener {
  let isShown = false
  const show = (publicUrl: string, owner: OwnerState): void => {
    if (isShown) return
    isShown = true
    const sandboxUrl = config.hasSandbox ? `http://localhost:${config.sandboxPort}` : undefined
    process.stdout.write(terminalPicture({ lang, version: packageFile.version, publicUrl, sandboxUrl, owner }))
  }
  return {
    onMessage(_, message) {
      if (message.kind === 'ready') show(config.publicUrl, message.owner as OwnerState)
    },
    onCrash: ({ name }, { reason, delayMs }) => say('restarting', { name, reason, seconds: delayMs / 1000 }),
    onFault: () => void stopAll(1),
  }
}

function stopOnSignal(stopAll: (exitCode: number) => Promise<void>): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) return
    isStopping = true
    say('stopping')
    void stopAll(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}

const settleMs = 150

/** Sources of the server restart it, sources of the pages are built again. */
function followSources(running: readonly Supervised[]): void {
  let timer: NodeJS.Timeout | undefined
  const react = async (): Promise<void> => {
    await buildWhatCanBe()
    for (const program of running) program.restart()
  }
  for (const folder of ['src', 'sandbox', 'web', 'texts']) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => void react(), settleMs)
    })
  }
}

try {
  await start()
} catch (error) {
  if (!(error instanceof ConfigFault || error instanceof BuildFault)) throw error
  process.stderr.write(`\n${error.message}\n\n`)
  process.exit(1)
}
