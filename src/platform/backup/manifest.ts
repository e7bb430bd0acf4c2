import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { DatabaseFault } from '#platform/db'

/** `manifest.json` of a backup folder: written last, so a folder without it is not a backup. */
const fileEntry = z.object({ file: z.string(), sha256: z.string() })

const manifestSchema = z.object({
  format: z.literal('etal-backup-1'),
  createdAt: z.iso.datetime(),
  appVersion: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  jobsVersion: z.number().optional(),
  tables: z.array(fileEntry.extend({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Photos and imported files of the data folder, and its secret; absent when they are kept elsewhere. */
  files: z.array(fileEntry),
})

export type Manifest = z.infer<typeof manifestSchema>

export const manifestName = 'manifest.json'

/** Reads the manifest and compares every file with its checksum, before anything is changed. */
export async function readChecked(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((cause: unknown) => {
    throw new DatabaseFault(`${folder} is no complete backup: it has no ${manifestName}.`, { cause })
  })
  const parsed = manifestSchema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new DatabaseFault(`${folder}/${manifestName} is not one of ours: ${parsed.error.message}`)
  for (const { file, sha256 } of [...parsed.data.tables, ...parsed.data.files]) {
    const found = await checksumOf(join(folder, file)).catch(() => 'missing')
    if (found !== sha256)
      throw new DatabaseFault(`${folder}/${file} is damaged (its checksum is ${found}); nothing was restored.`)
  }
  return parsed.data
}

export async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
