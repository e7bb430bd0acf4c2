import { Button, Group, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { useActorWords } from '../../blocks/actor-words.ts'
import { AskModal } from '../../blocks/ask-modal.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { whenText } from '../../blocks/words.ts'
import type { Incident } from './channels-query.ts'
import classes from './incident-card.module.css'
import { useIncidentWords } from './incident-words.ts'

/** One incident, told from its beginning to what is left to do. */
export function IncidentCard({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const words = useIncidentWords()
  const { holders } = incident.facts
  const reasons = words.reasons(incident)
  const decision = words.decision(incident)
  const advice = words.advice(incident)
  const isOpen = incident.closedAt === null
  return (
    <article className={`card ${classes.incident}`} data-closed={!isOpen || undefined}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <IncidentTitle incident={incident} />
        <StateBadge {...words.kind(incident)} />
      </Group>
      <Text size="sm" c="dimmed">
        {words.origin(incident)} · <When at={incident.openedAt} />
      </Text>
      <Text size="sm" mt={8}>
        {words.story(incident)}
      </Text>
      {holders.length > 0 && (
        <Part title={t('inbound:page.holders')}>
          <ul className={classes.holders}>
            {holders.map((holder) => (
              <li key={holder.unitCode}>
                <Text size="sm">
                  <span className="mono">{holder.unitCode}</span> ({holder.placeCode}) : {words.holder(holder)}
                </Text>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {reasons.length > 0 && <Part title={t('inbound:page.refusals')}>{reasons.join(' ')}</Part>}
      {decision && <Part title={t('inbound:page.decided')}>{decision}</Part>}
      {isOpen && advice && !decision && <Part title={t('inbound:page.todo')}>{advice}</Part>}
      <IncidentFoot incident={incident} />
    </article>
  )
}

function IncidentTitle({ incident }: { incident: Incident }) {
  return (
    <Title order={2} fz={16}>
      {incident.variantId ? (
        <Link to="/catalogue/$variantId" params={{ variantId: incident.variantId }} className={classes.title} data-row>
          {incident.title}
        </Link>
      ) : (
        (incident.facts.titles[0] ?? incident.orderNumber ?? (incident.facts.buyer || incident.externalId))
      )}
    </Title>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.part}>
      <h3>{title}</h3>
      <Text size="sm" component="div">
        {children}
      </Text>
    </div>
  )
}

function IncidentFoot({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const actorWords = useActorWords()
  const { closedAt, closedBy, decision, orderId, orderNumber } = incident
  return (
    <Group className={classes.foot} gap="xs">
      {orderId && (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link to="/orders/$orderId" params={{ orderId }} {...props} />}
        >
          {t('inbound:page.openOrder', { number: orderNumber })}
        </Button>
      )}
      {incident.kind === 'double-sale' && (
        <Button size="xs" variant="default" renderRoot={(props) => <Link to="/double-sales" {...props} />}>
          {t('doubleSales.title')}
        </Button>
      )}
      {closedAt === null && orderId && incident.kind === 'unknown-listing' && incident.facts.isAwaitingDecision && (
        <AcceptButton orderId={orderId} />
      )}
      {closedAt === null ? (
        <CloseButton incident={incident} />
      ) : (
        <Text size="sm" c="dimmed">
          {!decision && incident.resolution && `« ${incident.resolution} » · `}
          {t('inbound:page.closedBy', { when: whenText(closedAt), actor: actorWords(closedBy ?? '') })}
        </Text>
      )}
    </Group>
  )
}

/** The marketplace waits for an answer that only somebody who has found the item can give. */
function AcceptButton({ orderId }: { orderId: string }) {
  const { t } = useTranslation()
  const accept = useAction(() => done(api.POST('/orders/{orderId}/acceptance', { params: { path: { orderId } } })), {
    refreshes: [['incidents'], ['orders', orderId]],
    done: t('inbound:page.accepted'),
  })
  return (
    <Button size="xs" onClick={() => accept.mutate(undefined)} loading={accept.isPending}>
      {t('inbound:page.accept')}
    </Button>
  )
}

function CloseButton({ incident }: { incident: Incident }) {
  const { t } = useTranslation()
  const words = useIncidentWords()
  const [isClosing, closing] = useDisclosure()
  const path = { incidentId: incident.id }
  const resolve = useAction(
    (resolution: string) =>
      done(api.POST('/incidents/{incidentId}/resolution', { params: { path }, body: { resolution } })),
    { refreshes: [['incidents'], ['today']], done: t('channels.decided') },
  )
  return (
    <>
      <Button size="xs" variant="default" onClick={closing.open} loading={resolve.isPending}>
        {t('inbound:page.close')}
      </Button>
      <AskModal
        isOpen={isClosing}
        isRequired
        title={t('inbound:page.close')}
        about={words.story(incident)}
        question={t('inbound:page.closedAbout')}
        onClose={closing.close}
        onAnswer={(resolution) => resolve.mutate(resolution)}
      />
    </>
  )
}
