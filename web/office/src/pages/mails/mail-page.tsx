import { Alert, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../blocks/page.tsx'
import { PageSkeleton } from '../../blocks/page-skeleton.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { When } from '../../blocks/when.tsx'
import classes from './mail-page.module.css'
import { useMailWords } from './mail-words.ts'
import { mailQuery } from './mails-query.ts'

/** A mail as its reader gets it. The text version is shown: it is complete, and nothing in it can run. */
export default function MailPage() {
  const { t } = useTranslation()
  const words = useMailWords()
  const { mailId } = useParams({ from: '/mails/$mailId' })
  const found = useQuery(mailQuery(mailId))
  if (found.isError) return <ProblemNotice error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <PageSkeleton />

  const mail = found.data
  return (
    <Page
      title={mail.subject}
      back={{ to: '/mails', label: t('place.mails') }}
      about={
        <>
          {t('mails.to', { recipient: mail.recipient })} · <When at={mail.createdAt} /> <StateBadge {...words(mail)} />
        </>
      }
    >
      <Stack gap="md" maw={720}>
        {mail.lastError && (
          <Alert color="tomato" title={t('mails.notSent', { count: mail.attempts })}>
            {mail.lastError}
          </Alert>
        )}
        <article className={`card ${classes.text}`}>{mail.text}</article>
      </Stack>
    </Page>
  )
}
