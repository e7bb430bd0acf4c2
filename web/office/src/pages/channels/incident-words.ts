import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../blocks/state-badge.tsx'
import { moneyText } from '../../blocks/words.ts'
import type { Incident } from './channels-query.ts'

type Holder = Incident['facts']['holders'][number]

const kinds = [
  'double-sale',
  'unknown-listing',
  'cancelled-remotely',
  'command-rejected',
  'refund-failed',
  'payment-disputed',
] as const

/** An incident in words: what happened, who has the copy, what was decided, what is left to do. */
export function useIncidentWords() {
  const { t } = useTranslation()
  return {
    kind: (incident: Incident): { words: string; tone: Tone } => ({
      words: t(`inbound:kinds.${incident.kind}`, { defaultValue: t('inbound:kinds.other') }),
      tone: toneOf(incident),
    }),
    story: (incident: Incident): string => {
      const { account, orderNumber, externalId, facts } = incident
      const key = kinds.some((kind) => kind === incident.kind) ? 'stories' : 'incidents'
      // only a sale at the stall has no account
      const where = account === null && incident.kind === 'double-sale' ? '-stall' : ''
      return t(`inbound:${key}.${incident.kind}${where}`, {
        buyer: facts.buyer,
        account,
        number: orderNumber ?? externalId,
        titles: facts.titles.join(' · '),
        amount: moneyText(facts.amountMinor ?? 0),
        provider: t(`inbound:providers.${facts.provider}`, { defaultValue: facts.provider }),
        command: t(`inbound:commandKinds.${facts.command}`, { defaultValue: facts.command }),
      })
    },
    holder: ({ heldBy, orderNumber }: Holder): string => {
      if (heldBy === 'order')
        return t(`inbound:holders.${orderNumber ? 'order' : 'orderUnknown'}`, { number: orderNumber })
      return t(`inbound:holders.${heldBy ?? 'free'}`, { defaultValue: heldBy ?? '' })
    },
    reasons: ({ account, facts }: Incident): string[] =>
      facts.reasons.map((reason) =>
        reasonText(t, account ?? t(`inbound:providers.${facts.provider}`, { defaultValue: facts.provider }), reason),
      ),
    origin: ({ account, kind, facts }: Incident): string => {
      if (account !== null) return account
      if (kind === 'double-sale') return t('arbitration:channels.stall')
      return t(`inbound:providers.${facts.provider}`, { defaultValue: facts.provider })
    },
    decision: ({ decision }: Incident): string | undefined =>
      decision ? t(decision.key, { ...decision.values }) : undefined,
    advice: ({ kind }: Incident): string => t(`inbound:advice.${kind}`, { defaultValue: '' }),
  }
}

function toneOf({ closedAt, decision }: Incident): Tone {
  if (closedAt !== null) return 'quiet'
  return decision ? 'waiting' : 'bad'
}

/** A vendor's no in our words where we know the code, else in its own. */
export function reasonText(
  t: TFunction,
  channel: string,
  { code, message }: { code: string; message: string },
): string {
  if (code === 'no-such-step') return t('inbound:reasons.no-such-step', { channel })
  return t(`channels:errors.${code}`, { message, defaultValue: t('inbound:reasons.other', { channel, message }) })
}
