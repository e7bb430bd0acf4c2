import type { Kysely } from 'kysely'
import type { DB } from './schema.ts'

export { sql } from 'kysely'
export type Db = Kysely<DB>
