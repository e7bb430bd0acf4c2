import type { ConnectorLimits } from './connector.ts'

/**
 * What the vendor's own lane allows: the longest wait for a withdrawal that finds the turn of its operation just taken.
 * Nothing where the vendor makes nobody wait.
 */
export function withdrawalFloorMs({ withdrawsBy, operations }: ConnectorLimits): number | null {
  const turn = withdrawsBy === undefined ? undefined : operations?.[withdrawsBy]
  return turn ? Math.round(60_000 / turn.perMinute) : null
}
