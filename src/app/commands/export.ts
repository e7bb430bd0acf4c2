import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportCatalogue } from '#modules/intake'
import { type Command, UsageFault } from '../command.ts'

export const summary = 'write the catalogue as CSV; it can be imported again with --as csv'

export const positionals = 'FILE'

export const options = {
  delimiter: { type: 'string', summary: 'what separates cells: , (default) or ; for French spreadsheets' },
} as const satisfies Command['options']

export const run: Command['run'] = async (call) => {
  const [given = ''] = call.positionals
  const delimiter = call.text('delimiter') ?? ','
  if (given === '') throw new UsageFault('say which FILE')
  if (![',', ';', '\t'].includes(delimiter)) throw new UsageFault('--delimiter is , or ; or a tab')
  const path = call.resolve(given)
  await mkdir(dirname(path), { recursive: true })
  let lines = -1
  const counted = async function* (source: AsyncIterable<string>) {
    for await (const line of source) {
      lines += 1
      yield line
    }
  }
  await pipeline(
    Readable.from(counted(exportCatalogue((await call.app()).newCx(), { delimiter }))),
    createWriteStream(path),
  )
  call.say(`${lines} rows written to ${path}`)
  return { path, rows: lines }
}
