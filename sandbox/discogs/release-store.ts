import { z } from 'zod'
import type { Machine } from '#sandbox/machine'

export const Release = z.object({
  id: z.number().int().positive(),
  artist: z.string(),
  title: z.string(),
  label: z.string().default(''),
  catno: z.string().default(''),
  format: z.string().default(''),
  year: z.number().int().default(0),
  country: z.string().default(''),
})
export type Release = z.output<typeof Release>

/** Teaches the stand-in what the real database knows, so that its pages and orders show real names. */
export function learnReleases({ store }: Machine, releases: readonly Release[]): void {
  store.inTransaction(() => {
    for (const { id, artist, title, label, catno, format, year, country } of releases) {
      store.run(
        `insert or replace into discogs_releases (id, artist, title, label, catno, format, year, country)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[id, artist, title, label, catno, format, year, country],
      )
    }
  })
}

/** Any plausible id is a release; one nobody taught us has a name that says so. */
export function getRelease({ store }: Machine, id: number): Release {
  const row = store.get('select * from discogs_releases where id = ?', id)
  return Release.parse(row ?? { id, artist: 'Unknown Artist', title: `Release ${id}` })
}

/** 'Danger Mouse & Daniele Luppi - Rome (LP, Album)': how orders and listings name a release. */
export const describeRelease = ({ artist, title, format }: Release): string =>
  `${artist} - ${title}${format === '' ? '' : ` (${format})`}`
