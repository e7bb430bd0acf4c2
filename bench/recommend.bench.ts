import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { scoredPairs } from '#modules/recommendations'
import { type Db, sql } from '#platform/db'
import { openArena } from './support/arena.ts'
import { type BenchRun, lineOf } from './support/figure.ts'
import { type Basket, leaveOneOut, type Pair } from './support/leave-one-out.ts'
import { listeningBaskets } from './support/listening.ts'

/**
 * `npm run bench -- recommend`: one thing of each basket is hidden; is it among the first ten suggested for the rest? The
 * pairs are scored by the very statement the shop uses, learned from four fifths of the baskets. Each figure stands beside
 * that of suggesting to everybody what is bought most. The groceries (9,835 baskets of the R package arules) are read from
 * GROCERIES_CSV or ../shared/data/retail/groceries.csv.gz and are skipped, visibly, when they are not there.
 */
const groceriesFile =
  process.env.GROCERIES_CSV ?? join(import.meta.dirname, '../../shared/data/retail/groceries.csv.gz')
const perItemMax = 50
const seed = 20_261_129

export const run: BenchRun = async (print) => {
  const arena = await openArena({ poolSize: 2, copies: 0 })
  try {
    if (existsSync(groceriesFile))
      await evaluate(print, arena.cx.db, { name: 'groceries', baskets: groceries(), aim: 1.03 })
    else process.stderr.write(`skipped: the groceries are not at ${groceriesFile}\n`)
    await evaluate(print, arena.cx.db, { name: 'listening', baskets: listeningBaskets(seed), aim: 1.5 })
  } finally {
    await arena.close()
  }
}

type Trial = { readonly name: string; readonly baskets: readonly Basket[]; readonly aim: number }

async function evaluate(print: Parameters<BenchRun>[0], db: Db, { name, baskets, aim }: Trial): Promise<void> {
  const known = baskets.filter((_, index) => index % 5 !== 0)
  const asked = baskets.filter((basket, index) => index % 5 === 0 && basket.length >= 2)
  const startedAt = performance.now()
  const pairs = await learn(db, known)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stderr.write(
    `${name}: ${known.length} baskets, ${pairs.length} pairs in ${seconds} s, ${asked.length} baskets asked\n`,
  )
  const found = leaveOneOut({ known, asked, pairs })
  for (const [measure, { value, popular }] of Object.entries(found)) {
    print(lineOf('recommend', { name: `${name}: ${measure}`, value, unit: 'share', limit: popular, aim }))
  }
}

async function learn(db: Db, baskets: readonly Basket[]): Promise<Pair[]> {
  const rows = baskets.flatMap((items, basket) => items.map((item) => ({ basket, item })))
  await sql`drop table if exists bench_baskets`.execute(db)
  await sql`create table bench_baskets as
    select * from unnest(${rows.map(({ basket }) => basket)}::int[], ${rows.map(({ item }) => item)}::text[]) as given (basket, item)`.execute(
    db,
  )
  await sql`analyze bench_baskets`.execute(db)
  const pairs = scoredPairs(sql`select basket, item from bench_baskets`, { perItemMax })
  return (await sql<Pair>`select item, other, score from (${pairs}) as scored`.execute(db)).rows
}

const groceries = (): Basket[] =>
  gunzipSync(readFileSync(groceriesFile))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => [...new Set(line.split(',').map((item) => item.trim()))])
