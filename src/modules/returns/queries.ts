import type { CustomerId, OrderId, UnitId } from '#kernel/ids'
import { refuse } from '#kernel/refusal'
import type { Cx } from '#platform/cx'
import { sql } from '#platform/db'
import type { Day } from './calendar.ts'
import {
  type Fate,
  type MoveChoice,
  moveChoices,
  type ReturnKind,
  type ReturnReason,
  type ReturnState,
} from './return.ts'
import type { ReturnId } from './store.ts'

export type ReturnSummary = {
  readonly id: ReturnId
  readonly number: string
  readonly orderId: OrderId
  readonly orderNumber: string
  readonly kind: ReturnKind
  readonly state: ReturnState
  readonly buyerName: string
  readonly linesCount: number
  readonly firstTitle: string
  readonly isInPeriod: boolean
  readonly requestedAt: Date
}

const summaryColumns = sql`
  r.id, r.number, r.order_id, o.number as order_number, r.kind, r.state, r.declared_name as buyer_name, r.is_in_period, r.requested_at,
  (select count(*)::int from return_lines where return_id = r.id) as lines_count,
  coalesce((select l.title from return_lines rl join order_lines l on l.id = rl.order_line_id where rl.return_id = r.id order by l.position limit 1), '') as first_title
  from returns r join orders o on o.id = r.order_id`

export type ReturnFilter = {
  readonly state?: ReturnState | undefined
  readonly text?: string | undefined
  readonly orderId?: OrderId | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** The newest first; ids are made in order of time. */
export async function listReturns(
  cx: Cx,
  { state, text = '', orderId, cursor, limit = 50 }: ReturnFilter,
): Promise<{ items: ReturnSummary[]; nextCursor: string | null }> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<ReturnSummary>`
    select ${summaryColumns}
    where (${state ?? null}::text is null or r.state = ${state ?? null}) and (${orderId ?? null}::uuid is null or r.order_id = ${orderId ?? null})
      and (${text} = '' or r.number ilike ${pattern} or o.number ilike ${pattern} or r.declared_name ilike ${pattern})
      and (${cursor ?? null}::text is null or r.id::text < ${cursor ?? null})
    order by r.id desc limit ${limit + 1}`.execute(cx.db)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

export type ReturnUnitView = {
  readonly unitId: UnitId
  readonly code: string
  readonly placeCode: string
  readonly isFactorySealed: boolean
  /** As JSON has it. */
  readonly receivedAt: string | null
  readonly soldMediaGrade: string | null
  readonly soldSleeveGrade: string | null
  readonly mediaGrade: string | null
  readonly sleeveGrade: string | null
  readonly wasOpened: boolean
  readonly fate: Fate | null
  readonly note: string
}

export type ReturnLineView = {
  readonly id: string
  readonly orderLineId: string
  readonly title: string
  readonly detail: string
  readonly totalMinor: number
  readonly reason: ReturnReason
  readonly note: string
  readonly units: ReturnUnitView[]
}

/** In the order they were sent. */
export type ReturnPhotoView = { readonly id: string; readonly width: number; readonly height: number }

export type ReturnRefundView = {
  readonly linesMinor: number
  readonly deliveryMinor: number
  readonly deductedMinor: number
  readonly lateMinor: number
  readonly paidBackMinor: number
  readonly decidedAt: Date
}

export type ReturnEventView = {
  readonly at: Date
  readonly actor: string
  readonly what: string
  readonly data: Record<string, unknown>
}

export type ReturnView = ReturnSummary & {
  readonly email: string
  readonly lang: string
  readonly periodEndsOn: Day | null
  readonly carrier: string | null
  readonly trackingNumber: string | null
  readonly refusal: string | null
  readonly sentBackAt: Date | null
  readonly lines: ReturnLineView[]
  readonly photos: ReturnPhotoView[]
  readonly refund: ReturnRefundView | null
  readonly events: ReturnEventView[]
  readonly moves: MoveChoice[]
}

/** Refuses `return.not-found`. */
export async function getReturn(cx: Cx, returnId: ReturnId): Promise<ReturnView> {
  const { rows } = await sql<Omit<ReturnView, 'lines' | 'photos' | 'refund' | 'events' | 'moves'>>`
    select r.declared_email as email, r.lang, r.period_ends_on::text as period_ends_on, r.carrier, r.tracking_number, r.refusal,
      (select min(at) from return_events where return_id = r.id and to_state = 'sent-back') as sent_back_at, ${summaryColumns}
    where r.id = ${returnId}`.execute(cx.db)
  const found = rows[0] ?? refuse('return.not-found', { returnId })
  const [lines, photos, refunds, events] = await Promise.all([
    returnLines(cx, returnId),
    returnPhotos(cx, returnId),
    returnRefunds(cx, returnId),
    returnEvents(cx, returnId),
  ])
  return { ...found, lines, photos, refund: refunds[0] ?? null, events, moves: moveChoices(found.state) }
}

async function returnLines(cx: Cx, returnId: ReturnId): Promise<ReturnLineView[]> {
  const { rows } = await sql<ReturnLineView>`
    select rl.id, rl.order_line_id, l.title, l.detail, l.total_minor - l.discount_minor as total_minor, rl.reason, rl.note,
      coalesce((select jsonb_agg(jsonb_build_object('unitId', u.id, 'code', u.code, 'placeCode', pl.code, 'isFactorySealed', v.condition = 'new',
          'receivedAt', ru.received_at, 'soldMediaGrade', v.media_grade, 'soldSleeveGrade', v.sleeve_grade, 'mediaGrade', ru.media_grade,
          'sleeveGrade', ru.sleeve_grade, 'wasOpened', coalesce(ru.was_opened, false), 'fate', ru.fate, 'note', coalesce(ru.note, '')) order by u.code)
        from order_line_units lu join units u on u.id = lu.unit_id join places pl on pl.id = u.place_id join variants v on v.id = u.variant_id
        left join return_units ru on ru.return_line_id = rl.id and ru.unit_id = u.id
        where lu.order_line_id = l.id and (lu.released_at is null or ru.unit_id is not null)), '[]') as units
    from return_lines rl join order_lines l on l.id = rl.order_line_id where rl.return_id = ${returnId} order by l.position`.execute(
    cx.db,
  )
  return rows
}

const returnPhotos = (cx: Cx, returnId: ReturnId): Promise<ReturnPhotoView[]> =>
  cx.db
    .selectFrom('returnPhotos')
    .select(['id', 'width', 'height'])
    .where('returnId', '=', returnId)
    .orderBy('position')
    .execute()

export async function hasPhoto(cx: Cx, returnId: ReturnId, photoId: string): Promise<boolean> {
  const found = await cx.db
    .selectFrom('returnPhotos')
    .select('id')
    .where('returnId', '=', returnId)
    .where('id', '=', photoId)
    .executeTakeFirst()
  return found !== undefined
}

async function returnRefunds(cx: Cx, returnId: ReturnId): Promise<ReturnRefundView[]> {
  const { rows } = await sql<ReturnRefundView>`
    select lines_minor, delivery_minor, deducted_minor, late_minor, paid_back_minor, decided_at from return_refunds where return_id = ${returnId}`.execute(
    cx.db,
  )
  return rows
}

async function returnEvents(cx: Cx, returnId: ReturnId): Promise<ReturnEventView[]> {
  const { rows } = await sql<ReturnEventView>`
    select at, actor, what, data from return_events where return_id = ${returnId} order by id limit 200`.execute(cx.db)
  return rows
}

/** Lines of an order that are on their way back, or came back. */
export async function linesInReturns(cx: Cx, orderId: OrderId): Promise<string[]> {
  const { rows } = await sql<{ orderLineId: string }>`
    select rl.order_line_id from return_lines rl join returns r on r.id = rl.return_id where r.order_id = ${orderId} and rl.is_live`.execute(
    cx.db,
  )
  return rows.map(({ orderLineId }) => orderLineId)
}

export async function receiptOf(cx: Cx, orderId: OrderId): Promise<Day | null> {
  const { rows } = await sql<{
    receivedOn: Day
  }>`select received_on::text as received_on from order_receipts where order_id = ${orderId}`.execute(cx.db)
  return rows[0]?.receivedOn ?? null
}

/** What of an order's payment may still go back, and whether these lines are all that is left of the order. */
export async function refundFacts(
  cx: Cx,
  returnId: ReturnId,
): Promise<{ linesMinor: number; isWhole: boolean; deliveryDoneMinor: number; leftMinor: number } | undefined> {
  const { rows } = await sql<{ linesMinor: number; isWhole: boolean; deliveryDoneMinor: number; leftMinor: number }>`
    select (select coalesce(sum(l.total_minor - l.discount_minor), 0)::int from return_lines rl join order_lines l on l.id = rl.order_line_id where rl.return_id = r.id) as lines_minor,
      not exists (select from order_lines l where l.order_id = r.order_id and not exists (select from order_line_cancellations c where c.order_line_id = l.id)
        and not exists (select from return_lines rl join returns x on x.id = rl.return_id
          where rl.order_line_id = l.id and rl.is_live and (x.id = r.id or x.state = 'refunded'))) as is_whole,
      (select coalesce(sum(f.delivery_minor), 0)::int from return_refunds f join returns x on x.id = f.return_id where x.order_id = r.order_id) as delivery_done_minor,
      (select coalesce(sum(p.captured_minor - parts.minor), 0)::int from payments p
        cross join lateral (select coalesce(sum(amount_minor), 0) as minor from payment_refunds where payment_id = p.id) parts
        where p.reference = 'order:' || r.order_id and p.state = 'captured' and p.due is null) as left_minor
    from returns r where r.id = ${returnId}`.execute(cx.db)
  return rows[0]
}

/** Returns of a person's orders, as they were declared. */
export async function returnRowsOf(cx: Cx, customerIds: readonly CustomerId[]) {
  const { rows } = await sql<Record<string, string | number | boolean | Date | null>>`
    select r.number, o.number as order_number, r.kind, r.state, r.declared_name, r.declared_email, r.is_in_period, r.requested_at, r.carrier, r.tracking_number,
      r.refusal, (select jsonb_agg(jsonb_build_object('title', l.title, 'reason', rl.reason, 'note', rl.note)) from return_lines rl
        join order_lines l on l.id = rl.order_line_id where rl.return_id = r.id) as lines,
      (select count(*)::int from return_photos where return_id = r.id) as photos_count
    from returns r join orders o on o.id = r.order_id where o.customer_id = any (${customerIds}::uuid[]) order by r.id`.execute(
    cx.db,
  )
  return rows
}
