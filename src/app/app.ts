import { laneGauges } from '#modules/channels'
import { type Auth, createAuth } from '#modules/team'
import { systemClock } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Actor, type Cx, type Outside, systemActor } from '#platform/cx'
import type { Database } from '#platform/db'
import { armFaultPoint } from '#platform/fault-points'
import { addTexts } from '#platform/i18n'
import type { Log } from '#platform/log'
import { createMetrics, type Metrics } from '#platform/metrics'
import { unlockSecrets } from '#platform/secrets'
import { createOutside } from './outside.ts'

/** One process of Étal, composed: what web, worker and commands are made from. */
export type App = {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  readonly outside: Outside
  readonly auth: Auth
  readonly metrics: Metrics
  /** The context of one request, job or command. Without an actor the system acts. */
  newCx(actor?: Actor, requestId?: string): Cx
}

export type AppParts = {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  readonly outside?: Outside
  readonly now?: () => Date
}

export function createApp({ config, database, log, ...given }: AppParts): App {
  if (config.textsDir) addTexts(config.textsDir)
  unlockSecrets(config.secret)
  armFaultPoint(config.faultPoint)
  const outside = given.outside ?? createOutside(config, log)
  const now = given.now ?? systemClock.now
  return {
    config,
    database,
    log,
    outside,
    auth: createAuth({ db: database.db, secret: config.secret, publicUrl: config.publicUrl }),
    metrics: createMetrics(database, laneGauges),
    newCx: (actor = systemActor, requestId = '') => ({
      actor,
      db: database.db,
      now,
      log: requestId === '' ? log : log.child({ requestId }),
      outside,
    }),
  }
}
