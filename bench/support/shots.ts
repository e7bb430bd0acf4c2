import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { buildWeb } from '../../scripts/build.ts'

/** One address asked as fast as it answers, and what the fastest servers we know answer with the same bytes. */
export type Shot = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

const seconds = 4
const connections = 16
const bigCore = '0'
const nginxPort = 3499

export async function shoot(url: string, headers: Record<string, string> = {}): Promise<Shot> {
  await autocannon({ url, headers, connections, duration: 1 })
  const { requests, latency, non2xx, errors } = await autocannon({ url, headers, connections, duration: seconds })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} bad answers, ${errors} errors`)
  return { perSecond: Math.round(requests.average), p50Ms: latency.p50, p99Ms: latency.p99 }
}

/** One core for whatever serves, so that the figures compare. Without taskset the system decides. */
function pin(pid: number | undefined): void {
  if (pid !== undefined && existsSync('/usr/bin/taskset'))
    spawn('/usr/bin/taskset', ['-a', '-p', '-c', bigCore, String(pid)])
}

export type Stage = {
  readonly shop: string
  readonly plain: string
  readonly child: ChildProcess
  serve(html: string): Promise<void>
}

/** A shop in a process of its own (bench/pages-server.ts), and plain Node beside it that answers ready bytes at /page.html. */
export async function openStage(folder: string, env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  await buildWeb()
  const child = fork(join(import.meta.dirname, '../pages-server.ts'), {
    env: { ...process.env, ETAL_DATA_DIR: join(folder, 'data'), ETAL_SANDBOX: 'off', ETAL_LOG_LEVEL: 'silent', ...env },
  })
  pin(child.pid)
  const [ports]: { shop: number; plain: number }[] = await once(child, 'message')
  if (!ports) throw new Error('the shop tells its ports')
  return {
    shop: `http://127.0.0.1:${ports.shop}`,
    plain: `http://127.0.0.1:${ports.plain}/page.html`,
    child,
    async serve(html) {
      child.send({ path: '/page.html', html })
      await once(child, 'message')
    },
  }
}

export async function closeStage({ child }: Stage): Promise<void> {
  child.disconnect()
  await once(child, 'exit')
}

/** The same bytes from nginx, where there is one. */
export async function shootFile(folder: string, html: string): Promise<Shot | undefined> {
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
