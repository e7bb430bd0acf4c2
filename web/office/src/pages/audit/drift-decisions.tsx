import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { AskModal } from '../../blocks/ask-modal.tsx'
import { ConfirmModal } from '../../blocks/confirm-modal.tsx'
import { Problem } from '../../blocks/problem.ts'
import { useAction } from '../../blocks/use-action.ts'
import { type Decision, type Drift, decide, findVariant } from './audit-query.ts'

/** What a person may say about one drift: one tap each, except for what cannot be taken back. */
export function DriftDecisions({ drift }: { drift: Drift }) {
  const { t } = useTranslation()
  const say = useAction((decision: Decision) => decide(drift.id, decision), {
    refreshes: [['drifts'], ['audits'], ['today']],
    done: t('audit.noted'),
  })
  const open = drift.state === 'closed' || drift.state === 'acted' ? [] : drift.possible
  return (
    <Group gap={6} justify="flex-end">
      {open.map((decision) => {
        if (decision === 'adopt') return <Adopt key={decision} isBusy={say.isPending} onSay={say.mutate} />
        if (decision === 'end') return <End key={decision} drift={drift} isBusy={say.isPending} onSay={say.mutate} />
        if (decision === 'ignore' && drift.state === 'ignored') return null
        return (
          <Button
            key={decision}
            size="xs"
            variant={decision === 'ours' ? 'filled' : 'default'}
            loading={say.isPending}
            onClick={() => say.mutate({ decision })}
          >
            {t(`audit.decision.${decision}`)}
          </Button>
        )
      })}
    </Group>
  )
}

type SayProps = { isBusy: boolean; onSay: (decision: Decision) => void }

function End({ drift, isBusy, onSay }: SayProps & { drift: Drift }) {
  const { t } = useTranslation()
  const [isAsking, asking] = useDisclosure()
  return (
    <>
      <Button size="xs" variant="default" loading={isBusy} onClick={asking.open}>
        {t('audit.decision.end')}
      </Button>
      <ConfirmModal
        isOpen={isAsking}
        question={t('audit.endSure', { title: drift.title || drift.remoteId, account: drift.account })}
        label={t('audit.decision.end')}
        onClose={asking.close}
        onConfirm={() => onSay({ decision: 'end' })}
      />
    </>
  )
}

function Adopt({ isBusy, onSay }: SayProps) {
  const { t } = useTranslation()
  const [isAsking, asking] = useDisclosure()
  const find = useAction(findOrRefuse, { refreshes: [] })
  const adopt = async (text: string): Promise<void> => {
    onSay({ decision: 'adopt', variantId: await find.mutateAsync({ text, words: t('audit.notOneRecord', { text }) }) })
  }
  return (
    <>
      <Button size="xs" variant="default" loading={isBusy || find.isPending} onClick={asking.open}>
        {t('audit.decision.adopt')}
      </Button>
      <AskModal
        isOpen={isAsking}
        isRequired
        title={t('audit.decision.adopt')}
        about={t('audit.adoptAbout')}
        question={t('audit.adoptCode')}
        onClose={asking.close}
        onAnswer={(text) => void adopt(text).catch(() => {})}
      />
    </>
  )
}

async function findOrRefuse({ text, words }: { text: string; words: string }): Promise<string> {
  const variantId = await findVariant(text)
  if (variantId === undefined)
    throw new Problem({ status: 422, code: 'office.not-one-record', words, requestId: undefined })
  return variantId
}
