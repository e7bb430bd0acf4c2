import type { Config } from '#platform/config'
import type { Lang } from '#platform/i18n'
import type { Log } from '#platform/log'
import type { App } from './app.ts'

/** What a file of src/app/commands exports: `export const summary`, `options`, `run`, and `positionals` when it takes any. */
export type Command = {
  /** One line, shown in the list of commands and above the command's own help. */
  readonly summary: string
  /** How the words after the command are called in its help, e.g. `FILE`. */
  readonly positionals?: string
  readonly options: Readonly<Record<string, CommandOption>>
  run(call: CommandCall): Promise<unknown>
}

export type CommandOption = {
  readonly type: 'string' | 'boolean'
  readonly summary: string
  readonly short?: string
  readonly multiple?: boolean
}

export type CommandCall = {
  readonly positionals: readonly string[]
  readonly config: Config
  readonly log: Log
  readonly lang: Lang
  text(option: string): string | undefined
  texts(option: string): readonly string[]
  isOn(option: string): boolean
  /** A path as the person meant it: from the folder they typed in, not from the project's. */
  resolve(path: string): string
  /** A line for people; silent with --json, where the value that `run` returns is printed instead. */
  say(line: string): void
  /** The composed app on the migrated database, opened on first use and closed by the command line. */
  app(): Promise<App>
  /** Ends with exit code 1 although the command did its work, e.g. when `verify` found a fault. */
  fail(): void
}

/** The command was called wrongly; the message is followed by its help. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}
