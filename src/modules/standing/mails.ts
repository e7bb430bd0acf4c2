import type { AccountId } from '#kernel/ids'
import type { Tx } from '#platform/cx'
import { type Lang, localeOf, translate } from '#platform/i18n'
import { queueMail } from '#platform/mail'
import type { Measure, Status } from './measure.ts'
import { ownerEmails } from './queries.ts'

type Worse = {
  readonly account: string
  readonly accountId: AccountId
  readonly status: Status
  readonly measures: readonly Measure[]
}

/** Owners have no language of their own yet; French is the shop's first. */
const lang: Lang = 'fr'

/** To every owner, once per account, status and day. */
export async function mailWorse(tx: Tx, { account, accountId, status, measures }: Worse): Promise<void> {
  const lines = measures.filter((one) => one.status !== 'ok').map((one) => `– ${sentence(lang, one)}`)
  const values = { account, lines: lines.join('\n'), url: `${tx.outside.publicUrl ?? ''}office/channels/${accountId}` }
  for (const to of await ownerEmails(tx)) {
    await queueMail(tx, {
      to,
      subject: translate(lang, `standing:mail.${status}.subject`, values),
      text: translate(lang, `standing:mail.${status}.text`, values),
      idempotencyKey: `standing:${accountId}:${status}:${tx.now().toISOString().slice(0, 10)}:${to}`,
    })
  }
}

/** One measure in words, e.g. "if one more sale is cancelled you are at 2.3 %, the limit is 2 %". */
export function sentence(lang: Lang, one: Measure): string {
  const name = translate(lang, `standing:measures.${one.name}`)
  if (one.kind === 'silence') {
    const [first] = one.orders
    return translate(lang, first ? 'standing:silence' : 'standing:silent.ok', {
      name,
      count: one.orders.length,
      number: first?.number ?? '',
      hoursLeft: first?.hoursLeft ?? 0,
    })
  }
  return translate(lang, `standing:rate.${one.status}`, {
    name,
    value: percent(lang, one.valueBasisPoints),
    ifOneMore: percent(lang, one.ifOneMoreBasisPoints),
    limit: percent(lang, one.limitBasisPoints),
    faults: one.faults,
    sales: one.sales,
    faultsLeft: one.faultsLeft,
    judged: one.daysLeft === null ? '' : translate(lang, 'standing:judged', { count: one.daysLeft }),
  })
}

const percent = (lang: Lang, basisPoints: number): string =>
  new Intl.NumberFormat(localeOf(lang), { style: 'percent', maximumFractionDigits: 1 }).format(basisPoints / 10_000)
