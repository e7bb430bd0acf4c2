import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Database, sql } from '#platform/db'

type RequestSeen = {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly durationMs: number
}

export type Metrics = {
  readonly contentType: string
  observeRequest(request: RequestSeen): void
  observeJob(name: string, outcome: 'done' | 'failed', durationMs: number): void
  observeWithdrawal(channel: string, latencyMs: number): void
  observeRender(): void
  text(): Promise<string>
}

/** A figure that a module reads from the database when Prometheus asks. */
export type GaugeSource = {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
  read(
    db: Database['db'],
  ): Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]>
}

const durationBuckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
/** Withdrawals aim at two seconds; a minute and more is an outage. */
const withdrawalBuckets = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 300]

/** What Prometheus reads at /metrics: requests, jobs, the outbox, and the process itself. */
export function createMetrics(database: Pick<Database, 'db'>, sources: readonly GaugeSource[] = []): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'etal_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers,
  })
  const jobSeconds = new Histogram({
    name: 'etal_job_seconds',
    help: 'Time one run of a job took',
    labelNames: ['job'],
    buckets: durationBuckets,
    registers,
  })
  const jobRuns = new Counter({
    name: 'etal_job_runs_total',
    help: 'Runs of jobs by outcome',
    labelNames: ['job', 'outcome'],
    registers,
  })
  const renders = new Counter({
    name: 'etal_page_renders_total',
    help: 'Pages rendered for the page cache; readers who come together cost one',
    registers,
  })
  const withdrawals = new Histogram({
    name: 'etal_channel_withdrawal_seconds',
    help: 'From the moment a copy was claimed to the vendor accepting its withdrawal',
    labelNames: ['channel'],
    buckets: withdrawalBuckets,
    registers,
  })
  addDatabaseGauges(registry, database)
  for (const source of sources) addSource(registry, database, source)
  return {
    contentType: registry.contentType,
    observeRequest({ method, route, status, durationMs }) {
      requests.observe({ method, route, status }, durationMs / 1000)
    },
    observeJob(job, outcome, durationMs) {
      jobSeconds.observe({ job }, durationMs / 1000)
      jobRuns.inc({ job, outcome })
    },
    observeRender: () => renders.inc(),
    observeWithdrawal: (channel, latencyMs) => withdrawals.observe({ channel }, latencyMs / 1000),
    text: () => registry.metrics(),
  }
}

function addSource(registry: Registry, { db }: Pick<Database, 'db'>, { read, ...gauge }: GaugeSource): void {
  new Gauge({
    ...gauge,
    registers: [registry],
    async collect() {
      const figures = await read(db)
      this.reset()
      for (const { labels, value } of figures) this.set({ ...labels }, value)
    },
  })
}

type Backlog = { waiting: number; lagSeconds: number; failed: number }

/** Read when Prometheus asks, so that they cost nothing otherwise. */
function addDatabaseGauges(registry: Registry, { db }: Pick<Database, 'db'>): void {
  const registers = [registry]
  const failed = new Gauge({ name: 'etal_outbox_failed', help: 'Events a subscriber failed on', registers })
  const lag = new Gauge({ name: 'etal_outbox_lag_seconds', help: 'Age of the oldest waiting event', registers })
  new Gauge({
    name: 'etal_outbox_waiting',
    help: 'Events not yet delivered',
    registers,
    async collect() {
      const { rows } = await sql<Backlog>`
        select count(*) as waiting, count(*) filter (where attempts > 0) as failed,
          coalesce(extract(epoch from now() - min(occurred_at)), 0)::float8 as lag_seconds
        from outbox where dispatched_at is null`.execute(db)
      this.set(rows[0]?.waiting ?? 0)
      failed.set(rows[0]?.failed ?? 0)
      lag.set(rows[0]?.lagSeconds ?? 0)
    },
  })
  new Gauge({
    name: 'etal_jobs',
    help: 'Jobs by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*) as count from pgboss.job where state <> 'completed' group by state`.execute(db)
      this.reset()
      for (const { state, count } of rows) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'etal_database_connections',
    help: 'Connections to this database by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { rows } = await sql<{ state: string; count: number }>`
        select coalesce(state, 'other') as state, count(*) as count from pg_stat_activity
        where datname = current_database() group by 1`.execute(db)
      this.reset()
      for (const { state, count } of rows) this.set({ state }, count)
    },
  })
}
