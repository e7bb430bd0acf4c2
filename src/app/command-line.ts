import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refusal } from '#kernel/refusal'
import { ConfigFault, readConfig } from '#platform/config'
import { DatabaseFault } from '#platform/db'
import { translate } from '#platform/i18n'
import { createLog, type Log } from '#platform/log'
import type { App } from './app.ts'
import { type Command, type CommandCall, UsageFault } from './command.ts'
import { commonOptions, helpOf, listOfCommands } from './command-help.ts'
import { type Connection, connectMigrated } from './connect.ts'
import { terminalLang } from './terminal-lang.ts'

/** `npm run etal -- <command>`: one file of src/app/commands each. Works beside a running Étal and without one. */
const folder = join(import.meta.dirname, 'commands')

const commandNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()

const loadCommand = (name: string): Promise<Command> => import(pathToFileURL(join(folder, `${name}.ts`)).href)

type Output = { out(text: string): void; err(text: string): void }

const standardOutput: Output = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
}

/** Answers the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function runCommandLine(args: readonly string[], output = standardOutput): Promise<number> {
  const [name = '', ...rest] = args
  if (!commandNames().includes(name)) {
    const isAsking = ['', '--help', '-h', 'help'].includes(name)
    output[isAsking ? 'out' : 'err'](
      (isAsking ? '' : `There is no command "${name}".\n\n`) + (await listOf(commandNames())),
    )
    return isAsking ? 0 : 2
  }
  const command = await loadCommand(name)
  try {
    return await runCommand(command, name, { args: rest, output })
  } catch (error) {
    output.err(faultInWords(error, rest.includes('--json')))
    if (error instanceof UsageFault) output.err(`\n${helpOf(name, command)}`)
    return error instanceof UsageFault ? 2 : 1
  }
}

async function runCommand(
  command: Command,
  name: string,
  { args, output }: { args: string[]; output: Output },
): Promise<number> {
  const { values, positionals } = parse(command, args)
  if (values.help) {
    output.out(helpOf(name, command))
    return 0
  }
  const config = readConfig(process.env)
  // Standard output belongs to the answer; what the code wants to log goes to standard error.
  const log = createLog({ logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel }, 'stderr')
  const opened = openOnce(config, log)
  let exitCode = 0
  const call: CommandCall = {
    positionals,
    config,
    log,
    lang: terminalLang(process.env),
    text: (option) => [values[option]].flat().find((value) => typeof value === 'string'),
    texts: (option) => [values[option]].flat().filter((value) => typeof value === 'string'),
    isOn: (option) => values[option] === true,
    resolve: (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path),
    say: (line) => (values.json ? undefined : output.out(line)),
    app: opened.app,
    fail: () => {
      exitCode = 1
    },
  }
  try {
    const answer = await command.run(call)
    if (values.json) output.out(JSON.stringify(answer ?? null))
    return exitCode
  } finally {
    await opened.close()
  }
}

function parse(command: Command, args: string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = {}
  for (const [key, { summary: _, ...option }] of Object.entries({ ...command.options, ...commonOptions }))
    options[key] = option
  try {
    return parseArgs({ args, options, allowPositionals: command.positionals !== undefined })
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : String(error))
  }
}

function openOnce(config: Parameters<typeof connectMigrated>[0]['config'], log: Log) {
  let opening: Promise<{ app: App; connection: Connection }> | undefined
  const open = async () => {
    const { createApp } = await import('./app.ts')
    const connection = await connectMigrated({ config, log })
    return { connection, app: createApp({ config, database: connection.database, log }) }
  }
  return {
    async app(): Promise<App> {
      opening ??= open()
      return (await opening).app
    },
    async close(): Promise<void> {
      const opened = await opening?.catch(() => undefined)
      await opened?.connection.close()
    },
  }
}

function faultInWords(error: unknown, isJson: boolean): string {
  const code = error instanceof Refusal ? error.code : error instanceof Error ? error.name : 'Error'
  const detail = wordsOf(error)
  const data = error instanceof Refusal ? { data: error.data } : {}
  return isJson ? JSON.stringify({ error: { code, detail, ...data } }) : detail
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof Refusal)
    return `${translate(terminalLang(process.env), `refusals:${error.code}`, error.data as Record<string, string>)} (${error.code})`
  const isTheirs = error instanceof ConfigFault || error instanceof DatabaseFault || error instanceof UsageFault
  return isTheirs ? error.message : (error.stack ?? error.message)
}

const listOf = async (names: readonly string[]): Promise<string> =>
  listOfCommands(await Promise.all(names.map(async (name) => [name, await loadCommand(name)] as const)))
