import { useTranslation } from 'react-i18next'
import { col } from '../../blocks/columns.tsx'
import { Page } from '../../blocks/page.tsx'
import { QueryTable } from '../../blocks/query-table.tsx'
import { useMailWords } from './mail-words.ts'
import { type Mail, mailsQuery } from './mails-query.ts'

export default function MailsPage() {
  const { t } = useTranslation()
  const words = useMailWords()
  const columns = [
    col.title<Mail>('subject', t('mails.subject'), (mail) => mail.subject),
    col.text<Mail>('recipient', t('mails.recipient'), (mail) => mail.recipient),
    col.when<Mail>('createdAt', t('mails.writtenAt'), (mail) => mail.createdAt),
    col.state<Mail>('state', t('mails.state'), words),
  ]
  return (
    <Page title={t('place.mails')} about={t('mails.about')}>
      <QueryTable
        label={t('place.mails')}
        query={mailsQuery}
        columns={columns}
        rowId={(mail) => mail.id}
        rowTo={(mail) => `/mails/${mail.id}`}
        empty={{ title: t('mails.none'), about: t('mails.noneAbout') }}
      />
    </Page>
  )
}
