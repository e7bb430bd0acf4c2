import { strToU8, zipSync } from 'fflate'
import type { Kept, Person, PersonalData } from '#modules/customers'
import { type Cx, inTransaction, type MaybeTx } from '#platform/cx'
import { customersWithEmail } from './queries.ts'
import { retentionRules } from './retention.ts'
import { insertErasure } from './store.ts'

/** A guest is a person too: known by an address alone, perhaps without a single order. */
export const personWithEmail = async (cx: Cx, email: string): Promise<Person> => ({
  customerIds: await customersWithEmail(cx, email),
  emails: [email.toLowerCase()],
})

export type PersonFile = Readonly<Record<string, unknown>>

/** Everything every module keeps about a person, machine-readable (articles 15 and 20 GDPR). */
export async function readPerson(cx: Cx, person: Person, parts: readonly PersonalData[]): Promise<PersonFile> {
  const entries: [string, unknown][] = []
  for (const part of parts) entries.push([part.name, await part.read(cx, person)])
  return { generatedAt: cx.now(), addresses: person.emails, keptFor: retentionRules, ...Object.fromEntries(entries) }
}

/** The same as files one can open: one JSON a part. */
export function zipOf(file: PersonFile): Uint8Array<ArrayBuffer> {
  const files = Object.entries(file).map(([name, value]) => [`${name}.json`, strToU8(JSON.stringify(value, null, 2))])
  return new Uint8Array(zipSync(Object.fromEntries(files)))
}

/**
 * Erases a person everywhere, all or nothing: what the law has us keep loses the person or moves to the locked archive, the rest is
 * deleted. A row says who, when and why, and what stayed. A part refuses while something is still owed. Repeating it finds nobody.
 */
export const erasePerson = (
  cx: MaybeTx,
  { person, parts, because }: { person: Person; parts: readonly PersonalData[]; because: string },
): Promise<readonly Kept[]> =>
  inTransaction(cx, async (tx) => {
    const kept: Kept[] = []
    for (const part of parts) kept.push(...(await part.erase(tx, person)))
    const [customerId = null] = person.customerIds
    await insertErasure(tx, { customerId, emails: person.emails, because, kept })
    return kept
  })
