import { type RawBuilder, sql } from 'kysely'

/** A jsonb parameter. Needed for arrays, which the driver would otherwise send as PostgreSQL arrays; harmless for the rest. */
export const jsonb = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`
