import { z } from 'zod'
import { anyOf, contentOf, type PrestaClient } from './client.ts'
import { thingsOf } from './xml.ts'

const configurations = z.object({
  configurations: thingsOf('configuration', z.object({ name: z.string(), value: z.string() })),
})

/** The shop's own settings by name; those it does not have are missing. */
export async function readConfiguration(
  client: PrestaClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const query = { 'filter[name]': anyOf(names), display: '[name,value]' }
  const answer = await client.call({ method: 'GET', path: 'configurations', query })
  const found = contentOf(configurations, answer).configurations
  return new Map(found.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]))
}
