import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { ImportId } from '#kernel/ids'
import { mediaGrades } from '#modules/catalog'
import {
  getImport,
  importFormats,
  inWords,
  rejectionReport,
  rejectionsOf,
  runImport,
  type SourceFile,
  startImport,
} from '#modules/intake'
import type { Cx } from '#platform/cx'
import type { Lang } from '#platform/i18n'
import { type Command, type CommandCall, UsageFault } from '../command.ts'

export const summary = 'import a table of copies: Discogs exports or any CSV'

export const positionals = 'FILE'

export const options = {
  as: { type: 'string', summary: `the format: ${importFormats.join(', ')}; found from the headers when not given` },
  'dry-run': { type: 'boolean', summary: 'only say what would happen' },
  grade: { type: 'string', summary: 'grade stated for every copy whose row gives none, e.g. VG' },
  place: { type: 'string', summary: 'where the copies go, e.g. B-12' },
  rate: {
    type: 'string',
    multiple: true,
    summary: 'euros for one unit of another currency, e.g. USD=0.92 (may be repeated)',
  },
  currency: { type: 'string', summary: 'currency of prices that name none (EUR)' },
  'with-drafts': { type: 'boolean', summary: 'take rows that Discogs keeps as drafts, too' },
  map: {
    type: 'string',
    multiple: true,
    summary: 'for csv: our field = the column, e.g. title="Nom du disque" (may be repeated)',
  },
  mapping: { type: 'string', summary: 'for csv: a JSON file that says the same for several fields' },
  report: { type: 'string', summary: 'where the report of rejected rows goes' },
} as const satisfies Command['options']

const rejectionsShownMax = 20

export const run: Command['run'] = async (call) => {
  const file = fileOf(call)
  const wish = await wishOf(call)
  const cx = (await call.app()).newCx()
  const importId = await startImport(cx, file, wish)
  await runImport(cx, importId, file)
  const outcome = await getImport(cx, importId)
  const report = outcome.rowsRejected === 0 ? null : await writeReport(cx, importId, call)
  if (outcome.state !== 'done') call.fail()
  const rejections = await rejectionsInWords(cx, importId)
  call.say(`${file.name} as ${outcome.format}${outcome.isDryRun ? ' (dry run)' : ''}: ${outcome.state}`)
  call.say(
    `rows ${outcome.rowsRead}, added ${outcome.rowsAdded}, changed ${outcome.rowsChanged}, unchanged ${outcome.rowsUnchanged}, rejected ${outcome.rowsRejected}`,
  )
  for (const { row, line, words } of rejections.slice(0, rejectionsShownMax)) {
    call.say(`  row ${row} (line ${line}): ${wordsIn(call.lang, words).problem} ${wordsIn(call.lang, words).remedy}`)
  }
  if (report !== null) call.say(`report: ${report}`)
  return {
    importId,
    state: outcome.state,
    format: outcome.format,
    dryRun: outcome.isDryRun,
    rowsRead: outcome.rowsRead,
    added: outcome.rowsAdded,
    changed: outcome.rowsChanged,
    unchanged: outcome.rowsUnchanged,
    rejected: outcome.rowsRejected,
    rejections,
    report,
    failure: outcome.failure,
  }
}

function fileOf(call: CommandCall): SourceFile {
  const [given = ''] = call.positionals
  if (given === '') throw new UsageFault('say which FILE')
  const path = call.resolve(given)
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageFault(`there is no file ${path}`)
  return { name: basename(path), open: () => createReadStream(path) }
}

async function wishOf(call: CommandCall) {
  const format = optionFrom(importFormats, call, 'as')
  const mapping = await mappingOf(call)
  const rates = Object.fromEntries(
    pairsOf(call, 'rate').map(([currency, rate]) => [currency.toUpperCase(), Number(rate.replace(',', '.'))]),
  )
  const grade = optionFrom(mediaGrades, call, 'grade')
  const place = call.text('place')
  const currency = call.text('currency')?.toUpperCase()
  const wishes = {
    ...(grade && { grade }),
    ...(place && { place }),
    ...(currency && { currency }),
    ...(Object.keys(rates).length > 0 && { rates }),
    ...(call.isOn('with-drafts') && { withDrafts: true }),
    ...(Object.keys(mapping).length > 0 && { mapping }),
  }
  return { format, options: wishes, isDryRun: call.isOn('dry-run') }
}

function optionFrom<T extends string>(known: readonly T[], call: CommandCall, option: string): T | undefined {
  const given = call.text(option)
  const found = known.find((value) => value.toLowerCase() === given?.toLowerCase())
  if (given !== undefined && found === undefined) throw new UsageFault(`--${option} is one of ${known.join(', ')}`)
  return found
}

async function mappingOf(call: CommandCall): Promise<Record<string, string>> {
  const path = call.text('mapping')
  const fromFile =
    path === undefined
      ? {}
      : z.record(z.string(), z.string()).parse(JSON.parse(await readFile(call.resolve(path), 'utf8')))
  return { ...fromFile, ...Object.fromEntries(pairsOf(call, 'map')) }
}

const pairsOf = (call: CommandCall, option: string): [string, string][] =>
  call.texts(option).map((pair) => {
    const split = pair.indexOf('=')
    if (split < 1) throw new UsageFault(`--${option} is written NAME=VALUE`)
    return [pair.slice(0, split), pair.slice(split + 1)]
  })

const wordsIn = <T>(lang: Lang, words: { readonly fr: T; readonly en: T }): T => (lang === 'fr' ? words.fr : words.en)

async function rejectionsInWords(cx: Cx, importId: ImportId) {
  const rejections = []
  for await (const rejection of rejectionsOf(cx, importId)) {
    const of = (lang: Lang) => {
      const { problem, remedy } = inWords(rejection, lang)
      return { problem, remedy }
    }
    rejections.push({
      row: rejection.rowNumber,
      line: rejection.lineNumber,
      code: rejection.code,
      data: rejection.data,
      words: { fr: of('fr'), en: of('en') },
    })
  }
  return rejections
}

async function writeReport(cx: Cx, importId: ImportId, call: CommandCall): Promise<string> {
  const given = call.text('report')
  const path =
    given === undefined ? join(call.config.dataDir, 'reports', `import-${importId}.csv`) : call.resolve(given)
  await mkdir(dirname(path), { recursive: true })
  await pipeline(Readable.from(rejectionReport(cx, importId, call.lang)), createWriteStream(path))
  return path
}
