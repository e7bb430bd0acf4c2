import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchRun, type Figure, lineOf } from './support/figure.ts'
import { closeStage, openStage, type Shot, shoot, shootFile } from './support/shots.ts'

/**
 * Pages of the shop per second, cached and rendered anew. Their limit is plain Node with the same bytes ready in memory, in
 * the same process; nginx with the same file, where there is one, is told beside it. All servers run in turn on one core,
 * the load comes from the others.
 */
/** Belongs to nobody: a buyer with a cart passes the cache by. */
const someCart = 'etal_cart=01890000-0000-7000-8000-000000000000'

/** A rendered page asks the database and writes itself: it is held to a small part of what needs neither. */
const aims = { cached: 0.5, rendered: 0.002 } as const

export const run: BenchRun = async (print) => {
  const folder = mkdtempSync(join(tmpdir(), 'etal-bench-pages-'))
  chmodSync(folder, 0o755)
  const stage = await openStage(folder)
  try {
    const { shop } = stage
    for (const [name, path] of [
      ['list', '/disques'],
      ['product', await anyProduct(shop)],
    ] as const) {
      const html = await (await fetch(shop + path)).text()
      await stage.serve(html)
      const limit = await shoot(stage.plain)
      const cached = await shoot(shop + path)
      const rendered = await shoot(shop + path, { cookie: someCart })
      for (const figure of figuresOf(name, { cached, rendered, limit })) print(lineOf('pages', figure))
      const file = await shootFile(folder, html)
      if (file) print(lineOf('pages', fileFigure(name, cached, file)))
    }
  } finally {
    await closeStage(stage)
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(page: string, { cached, rendered, limit }: { cached: Shot; rendered: Shot; limit: Shot }): Figure[] {
  return (['cached', 'rendered'] as const).flatMap((kind) => {
    const shot = kind === 'cached' ? cached : rendered
    const rate = {
      name: `${page} ${kind}, next to a ready buffer from plain Node`,
      unit: 'requests/s',
      value: shot.perSecond,
      limit: limit.perSecond,
      aim: aims[kind],
    }
    const times = (['p50Ms', 'p99Ms'] as const).map((at) => ({
      name: `${page} ${kind} ${at.slice(0, 3)}, next to a ready buffer from plain Node`,
      unit: 'ms',
      value: shot[at],
      limit: limit[at],
      aim: 0,
      isLatency: true,
    }))
    return [rate, ...times]
  })
}

/** nginx is another class of server: the figure has no aim. */
const fileFigure = (page: string, cached: Shot, file: Shot): Figure => ({
  name: `${page} cached, next to a file from nginx`,
  unit: 'requests/s',
  value: cached.perSecond,
  limit: file.perSecond,
  aim: 0,
})

async function anyProduct(shop: string): Promise<string> {
  const html = await (await fetch(`${shop}/disques?medium=vinyl`)).text()
  return /href="(\/disque\/[^"?]+)/.exec(html)?.[1] ?? '/'
}
