import { z } from 'zod'
import { bodyOf, type MiraklClient } from './client.ts'

const products = z.object({ products: z.array(z.object({ product_id: z.string(), product_id_type: z.string() })) })
/** P31 answers at most this many. */
const referencesMax = 100

/** Which of these EANs the operator's catalogue has (P31): an offer needs a product that exists. */
export async function knownEans(client: MiraklClient, eans: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>()
  const wanted = [...new Set(eans)]
  for (let from = 0; from < wanted.length; from += referencesMax) {
    const references = wanted.slice(from, from + referencesMax).map((ean) => `EAN|${ean}`)
    const query = { product_references: references.join(',') }
    const answer = bodyOf(products, await client.call({ method: 'GET', path: '/products', query }))
    for (const product of answer.products) if (product.product_id_type === 'EAN') known.add(product.product_id)
  }
  return known
}
