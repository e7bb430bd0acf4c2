import { readFileSync } from 'node:fs'
import { invariant } from '#kernel/refusal'
import { mediumOf, type ProductFacts } from '#modules/catalog'
import { demoTracks } from './data/tracks.ts'

export type DemoRecord = { readonly facts: ProductFacts; readonly priceMinor: number; readonly number: number }

const file = new URL('./data/records.tsv', import.meta.url)
const columns = 9

/** The sandbox wants release numbers. These are above all that Discogs has given, so they never lead to a wrong record. */
const inventedReleases = 99_000_000

/** Facts about real records, one line each; the price is that of a VG+ copy, in whole euros. */
const tracksOf = (artist: string, title: string) => {
  const tracks = demoTracks[`${artist} – ${title}`]
  return tracks ? { tracks } : {}
}

export function readDemoRecords(): DemoRecord[] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line, index) => {
    const cells = line.split('\t')
    invariant(cells.length === columns, `line ${index + 2} of the demo records has ${columns} cells`)
    const [artist = '', title = '', label = '', year, format = '', country = '', genre = '', styles = '', euros] = cells
    const facts: ProductFacts = {
      kind: 'record',
      artist,
      title,
      label,
      year: Number(year),
      format,
      medium: mediumOf(format),
      country,
      genres: [genre],
      styles: styles === '' ? [] : styles.split(', '),
      catalogueNumber: '',
      barcode: '',
      attributes: tracksOf(artist, title),
      discogsReleaseId: inventedReleases + index + 1,
    }
    return { facts, priceMinor: Number(euros) * 100, number: index + 1 }
  })
}
