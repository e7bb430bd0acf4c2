import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { type BenchRun, type Figure, lineOf } from './support/figure.ts'

/**
 * Pages of the shop per second, cached and rendered anew. Their limit is plain Node with the same bytes ready in memory, in
 * the same process; nginx with the same file, where there is one, is told beside it. All servers run in turn on one core,
 * the load comes from the others.
 */
const seconds = 4
const connections = 16
const bigCore = '0'
const nginxPort = 3499
/** Belongs to nobody: a buyer with a cart passes the cache by. */
const someCart = 'etal_cart=01890000-0000-7000-8000-000000000000'

/** A rendered page asks the database and writes itself: it is held to a small part of what needs neither. */
const aims = { cached: 0.5, rendered: 0.002 } as const

type Shot = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

export const run: BenchRun = async (print) => {
  const folder = mkdtempSync(join(tmpdir(), 'etal-bench-pages-'))
  chmodSync(folder, 0o755)
  const child = startServer(folder)
  try {
    const ports = await listening(child)
    const shop = `http://127.0.0.1:${ports.shop}`
    for (const [name, path] of [
      ['list', '/disques'],
      ['product', await anyProduct(shop)],
    ] as const) {
      const html = await (await fetch(shop + path)).text()
      child.send({ path: '/page.html', html })
      await once(child, 'message')
      const limit = await shoot(`http://127.0.0.1:${ports.plain}/page.html`)
      const cached = await shoot(shop + path)
      const rendered = await shoot(shop + path, { cookie: someCart })
      for (const figure of figuresOf(name, { cached, rendered, limit })) print(lineOf('pages', figure))
      const file = await fileLimit(folder, html)
      if (file) print(lineOf('pages', fileFigure(name, cached, file)))
    }
  } finally {
    child.disconnect()
    await once(child, 'exit')
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

function startServer(folder: string): ChildProcess {
  const env = { ...process.env, ETAL_DATA_DIR: join(folder, 'data'), ETAL_SANDBOX: 'off', ETAL_LOG_LEVEL: 'silent' }
  const child = fork(join(import.meta.dirname, 'pages-server.ts'), { env })
  pin(child.pid)
  return child
}

/** One core for whatever serves, so that the figures compare. Without taskset the system decides. */
function pin(pid: number | undefined): void {
  if (pid !== undefined && existsSync('/usr/bin/taskset'))
    spawn('/usr/bin/taskset', ['-a', '-p', '-c', bigCore, String(pid)])
}

async function listening(child: ChildProcess): Promise<{ shop: number; plain: number }> {
  const [message] = await once(child, 'message')
  return message
}

async function anyProduct(shop: string): Promise<string> {
  const html = await (await fetch(`${shop}/disques?medium=vinyl`)).text()
  return /href="(\/disque\/[^"?]+)/.exec(html)?.[1] ?? '/'
}

async function fileLimit(folder: string, html: string): Promise<Shot | undefined> {
  const nginx = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((path) => existsSync(path))
  if (!nginx) return undefined
  writeFileSync(join(folder, 'page.html'), html)
  writeFileSync(join(folder, 'nginx.conf'), nginxConfig(folder))
  const server = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  pin(server.pid)
  await answers(`http://127.0.0.1:${nginxPort}/page.html`)
  const shot = await shoot(`http://127.0.0.1:${nginxPort}/page.html`)
  server.kill('SIGQUIT')
  await once(server, 'exit')
  return shot
}

const nginxConfig = (folder: string): string => `
daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http { access_log off; sendfile on; keepalive_requests 1000000000; open_file_cache max=10;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${nginxPort}; root ${folder}; } }`

const triesMax = 100

async function answers(address: string): Promise<void> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${address} does not answer`)
}

async function shoot(url: string, headers: Record<string, string> = {}): Promise<Shot> {
  await autocannon({ url, headers, connections, duration: 1 })
  const { requests, latency, non2xx, errors } = await autocannon({ url, headers, connections, duration: seconds })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} bad answers, ${errors} errors`)
  return { perSecond: Math.round(requests.average), p50Ms: latency.p50, p99Ms: latency.p99 }
}
