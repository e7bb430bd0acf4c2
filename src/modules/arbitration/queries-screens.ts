import type { OrderId } from '#kernel/ids'
import type { IncidentId } from '#modules/inbound'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'

export type RivalView = {
  /** As claims name their holders, orders with their line. */
  readonly party: string
  readonly kind: string
  readonly channel: string
  readonly number: string | null
  readonly orderId: string | null
  readonly cost: number | null
  readonly outcome: string
}

export type ArbitrationView = {
  readonly id: string
  readonly incidentId: IncidentId
  readonly orderId: OrderId
  readonly orderNumber: string
  readonly title: string
  readonly state: 'waiting' | 'asking' | 'decided'
  readonly rule: string
  readonly outcome: string
  readonly rivals: RivalView[]
  readonly openedAt: Date
  readonly decideBy: Date | null
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
}

const shownMax = 100

/** Open ones first, then the latest; the verdicts stand in the order of rank. */
export async function listArbitrations(cx: Cx): Promise<ArbitrationView[]> {
  const { rows } = await sql<ArbitrationView>`
    select a.id, a.incident_id, a.order_id, o.number as order_number, l.title, a.state, a.rule, a.outcome, a.opened_at, a.decide_by, a.decided_at,
      a.decided_by, coalesce((
        select jsonb_agg(jsonb_build_object('party', r ->> 'party', 'kind', r ->> 'kind', 'channel', r ->> 'channel', 'number', r ->> 'number',
          'orderId', substring(r ->> 'party' from '^order:([0-9a-f-]{36})#'), 'cost', (v ->> 'cost')::int, 'outcome', v ->> 'outcome') order by n)
        from jsonb_array_elements(a.verdicts) with ordinality as verdict (v, n)
        join jsonb_array_elements(a.rivals) r on r ->> 'party' = v ->> 'party'), '[]') as rivals
    from arbitrations a join orders o on o.id = a.order_id join order_lines l on l.id = a.order_line_id
    order by (a.state = 'decided'), a.opened_at desc, a.id limit ${shownMax}`.execute(cx.db)
  return rows
}
