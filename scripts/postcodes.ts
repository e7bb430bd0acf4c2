import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Writes the table of French postcodes and their towns anew: `node scripts/postcodes.ts codes-postaux.json`, with the file of the npm
 * package codes-postaux (MIT, Base Adresse Nationale; made from INSEE's Code officiel géographique and DGFiP's FIMOCT, both under
 * Licence Ouverte). Only the table is shipped: 6,200 lines instead of a dependency.
 */
const target = join(import.meta.dirname, '../src/modules/delivery/postcodes-fr.txt')
const rowsSchema = z.array(z.object({ codePostal: z.string().regex(/^\d{5}$/), nomCommune: z.string().min(1) }))
const head =
  '# Codes postaux et communes. Sources : INSEE (Code officiel géographique) et DGFiP (FIMOCT), Licence Ouverte ; tiré de codes-postaux 4.1.2 (MIT). Écrit par scripts/postcodes.ts.'

/** The big three have a postcode for each arrondissement; letters say the town. */
const townOf = (name: string): string => name.replace(/ \d+e?r? Arrondissement$/, '')

const [source] = process.argv.slice(2)
if (!source) throw new Error('usage: node scripts/postcodes.ts codes-postaux.json')
const rows = rowsSchema.parse(JSON.parse(await readFile(source, 'utf8')))
const byCode = Map.groupBy(rows, ({ codePostal }) => codePostal)
const lines = [...byCode]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, towns]) => {
    const names = [...new Set(towns.map(({ nomCommune }) => townOf(nomCommune)))]
    return `${code} ${names.toSorted((a, b) => a.localeCompare(b, 'fr')).join('|')}`
  })
await writeFile(target, `${[head, ...lines].join('\n')}\n`)
