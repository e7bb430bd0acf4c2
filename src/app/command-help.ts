import type { Command, CommandOption } from './command.ts'

export const commonOptions = {
  help: { type: 'boolean', short: 'h', summary: 'show this help' },
  json: { type: 'boolean', summary: 'print one JSON value instead of words' },
} as const satisfies Command['options']

export function listOfCommands(commands: readonly (readonly [name: string, command: Command])[]): string {
  const lines = columns(commands.map(([name, { summary }]) => [name, summary]))
  const footer = 'npm run etal -- <command> --help explains one.'
  return ['Usage: npm run etal -- <command> [options]', '', ...lines, '', footer].join('\n')
}

export function helpOf(name: string, { summary, positionals, options }: Command): string {
  const all: [string, CommandOption][] = Object.entries({ ...options, ...commonOptions })
  const usage = ['npm run etal --', name, positionals, '[options]'].filter(Boolean).join(' ')
  const rows = all.map(([key, option]): [string, string] => [optionInWords(key, option), option.summary])
  return [summary, '', `Usage: ${usage}`, '', ...columns(rows)].join('\n')
}

const optionInWords = (key: string, { short, type }: CommandOption): string =>
  `${short ? `-${short}, ` : ''}--${key}${type === 'string' ? ' <text>' : ''}`

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
