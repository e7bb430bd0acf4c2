import { rebuildShelf } from '#modules/storefront'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

/**
 * A catalogue of any size in the shape of a real one: few artists have most records, a word in three titles is common, and no
 * facet follows from another (but the medium from the format). Written by the database itself in a few statements: 100,000 records in about half a minute, search index and shelf included.
 */
export async function fillCatalogue(cx: Cx, productsCount: number): Promise<void> {
  await sql`select setseed(0.42)`.execute(cx.db)
  const id = (kind: number) => sql`(${`0000000${kind}-0000-7000-8000-`} || lpad(to_hex(n), 12, '0'))::uuid`
  const numbers = sql`generate_series(1, ${productsCount}) as n`
  await insertProducts(cx, productsCount)
  await sql`
    insert into variants (id, product_id, sku, condition, media_grade, sleeve_grade, weight_grams, created_at, updated_at)
    select ${id(1)}, ${id(3)}, 'B-' || n, 'used', (array['NM', 'VG+', 'VG', 'G+'])[1 + n / 4 % 4], 'VG', 250, now() - n * interval '1 second', now()
    from ${numbers}`.execute(cx.db)
  await sql`
    insert into list_prices (variant_id, price_minor, set_at, set_by)
    select ${id(1)}, 300 + 100 * (n / 3 * 7919 % 61), now(), 'bench' from ${numbers}`.execute(cx.db)
  await sql`insert into places (id, code, kind) values ('00000000-0000-7000-8000-0000000000aa', 'A-1', 'shelf')`.execute(
    cx.db,
  )
  await sql`
    insert into units (id, variant_id, code, place_id, received_at)
    select ${id(2)}, ${id(1)}, 'E-' || n, '00000000-0000-7000-8000-0000000000aa', now() from ${numbers}`.execute(cx.db)
  await sql`
    insert into movements (unit_id, from_place_id, to_place_id, reason, moved_at, moved_by)
    select ${id(2)}, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-0000000000aa', 'received', now(), 'bench'
    from ${numbers}`.execute(cx.db)
  await rebuildShelf(cx)
  await sql`analyze`.execute(cx.db)
}

const firstNames = 'Miles John Nina Serge Barbara Ella Otis Aretha Bill Chet Dusty Marvin Sarah Jacques Johnny Stevie'
const lastNames =
  'Rivers Coleman Simone Morel Lambert Hayes Redding Franklin Evans Baker Fields Gaye Vaughan Duval Marshall Winter'
export const titleWords =
  'love blue night river dance moon street train summer heart golden shadow paris zouk winter electric garden silver midnight morning'

/** Squared, a random number prefers the small ones: the first artists have hundreds of records, the last ones one. */
const insertProducts = (cx: Cx, productsCount: number) =>
  sql`
  insert into products (id, kind, title, artist, label, catalogue_number, format, format_word, medium, year, country, genres, slug, created_at, updated_at)
  select ('00000003-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'record',
    initcap(words[1 + floor(power(r1, 1.5) * 20)::int] || ' ' || words[1 + floor(r2 * 20)::int]) || ' ' || n,
    firsts[1 + artist % 16] || ' ' || lasts[1 + artist / 16 % 16] || case when artist < 256 then '' else ' ' || artist / 256 end,
    'Label ' || floor(power(r3, 2) * ${Math.ceil(productsCount / 20)})::int, 'CAT-' || n,
    (array['LP, Album', 'CD, Album', '7", Single', 'Cass'])[1 + n % 4], (array['LP', 'CD', '7"', 'Cass'])[1 + n % 4],
    (array['vinyl', 'cd', 'vinyl', 'cassette'])[1 + n % 4], 1955 + n * 31 % 65, (array['France', 'US', 'UK', 'Germany'])[1 + n / 16 % 4],
    array[(array['Jazz', 'Rock', 'Pop', 'Soul', 'Chanson', 'Electronic', 'Reggae', 'Classical'])[1 + floor(r3 * 8)::int]],
    'bench-' || n, now() - n * interval '1 second', now()
  from (
    select n, random() as r1, random() as r2, random() as r3, floor(power(random(), 2) * ${Math.ceil(productsCount / 5)})::int as artist
    from generate_series(1, ${productsCount}) as n offset 0
  ) as drawn,
  (select string_to_array(${titleWords}, ' ') as words, string_to_array(${firstNames}, ' ') as firsts, string_to_array(${lastNames}, ' ') as lasts) as given`.execute(
    cx.db,
  )
