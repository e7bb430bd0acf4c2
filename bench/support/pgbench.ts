import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KyselyPlugin } from 'kysely'
import pg from 'pg'
import { invariant } from '#kernel/refusal'
import type { Cx } from '#platform/cx'

/** A statement as one use case sent it. */
export type Sent = { readonly sql: string; readonly parameters: readonly unknown[] }

/** Runs a use case and answers the statements it sent, so that the peer runs the very same SQL. */
export async function recordStatements(cx: Cx, work: (cx: Cx) => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const compiled = cx.db.getExecutor().compileQuery(node, queryId)
      sent.push({ sql: compiled.sql, parameters: compiled.parameters })
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await work({ ...cx, db: cx.db.withPlugin(recorder) })
  return sent
}

const uuidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * The recorded transaction as a pgbench script for copy number :n. Ids of one copy become expressions of :n, ids and
 * codes drawn at random become ids and codes made from :n, everything else stays the text it was.
 */
export function scriptOf(sent: readonly Sent[], varying: ReadonlyMap<string, string>): string {
  const replacements = new Map(varying)
  const statements = sent.map(({ sql, parameters }) =>
    sql.replace(/\$(\d+)/g, (_, index) => literalOf(parameters[Number(index) - 1], replacements)),
  )
  return [
    '\\set i :i + 1',
    '\\set n :client_id * :share + :i',
    'begin;',
    ...statements.map((statement) => `${statement.trim()};`),
    'commit;',
    '',
  ].join('\n')
}

/** `'0000000k-0000-7000-8000-' || hex of :n`, for the k-th kind of id. */
export const idExpression = (kind: number): string =>
  `0000000${kind}-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0') || '`

/** Order numbers and access tokens: unique, so a peer that repeated one would place no order and look fast. */
const drawnPatterns = [/^C-[0-9A-Z]{6}$/, /^[\w-]{22}$/]

function literalOf(value: unknown, replacements: Map<string, string>): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number') return String(value)
  const plain =
    value instanceof Date ? value.toISOString() : Array.isArray(value) ? `{${value.join(',')}}` : String(value)
  // A space after a JSON colon, or pgbench takes `:null` for one of its variables.
  let text = plain.replaceAll("'", "''").replaceAll('":', '": ')
  if (drawnPatterns.some((pattern) => pattern.test(text))) return "('bench-' || :n::int)"
  for (const id of new Set(text.match(uuidPattern) ?? [])) {
    if (!replacements.has(id) && !id.startsWith('0000000')) replacements.set(id, idExpression(replacements.size % 10))
  }
  for (const [found, expression] of replacements) text = text.replaceAll(found, expression)
  return text.includes('||') ? `('${text}')${castOf(value)}` : `'${text}'`
}

/** A bare literal takes its type from where it stands, an expression has to be told. */
const castOf = (value: unknown): string =>
  typeof value !== 'string' ? '' : /^[0-9a-f-]{36}$/.test(value) ? '::uuid' : /^[[{]/.test(value) ? '::jsonb' : ''

export function findPgbench(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), ...versionFolders()]
  return folders.map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path))
}

const versionFolders = (): string[] =>
  existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
    : []

export type PeerRun = {
  readonly url: string
  readonly script: string
  readonly clients: number
  readonly perClient: number
}

/** Transactions per second of pgbench with prepared statements, or of a plain `pg` loop where there is no pgbench. */
export async function runPeer(run: PeerRun): Promise<number> {
  const pgbench = findPgbench()
  return pgbench ? runPgbench(pgbench, run) : runLoop(run)
}

async function runPgbench(pgbench: string, { url, script, clients, perClient }: PeerRun): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'etal-pgbench-'))
  const file = join(folder, 'script.sql')
  await writeFile(file, script)
  const sizes = ['-c', String(clients), '-j', '1', '-t', String(perClient), '-D', 'i=0', '-D', `share=${perClient}`]
  const { stdout } = await promisify(execFile)(pgbench, ['-n', '-M', 'prepared', ...sizes, '-f', file, url], {
    maxBuffer: 10_000_000,
  })
  await rm(folder, { recursive: true })
  const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  invariant(tps > 0 && !/failed: [1-9]/.test(stdout), `pgbench ran the script: ${stdout}`)
  return tps
}

async function runLoop({ url, script, clients, perClient }: PeerRun): Promise<number> {
  const statements = script.split(';\n').filter((statement) => statement.trim() !== '' && !statement.startsWith('\\'))
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, clientId) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      for (let i = 1; i <= perClient; i++) {
        const n = String(clientId * perClient + i)
        for (const statement of statements)
          await client.query(statement.replace(/\\set.*\n/g, '').replaceAll(':n::int', n))
      }
      await client.end()
    }),
  )
  return (clients * perClient * 1000) / (performance.now() - startedAt)
}
