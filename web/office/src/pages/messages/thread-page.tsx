import { Button, Group, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import { Page } from '../../blocks/page.tsx'
import { ProblemNotice } from '../../blocks/problem-notice.tsx'
import { StateBadge } from '../../blocks/state-badge.tsx'
import { useAction } from '../../blocks/use-action.ts'
import { When } from '../../blocks/when.tsx'
import { type Thread, threadQuery, threadTones } from './messages-query.ts'

const refreshes = [['threads']]

export default function ThreadPage() {
  const { t } = useTranslation()
  const { threadId } = useParams({ from: '/messages/$threadId' })
  const query = useQuery(threadQuery(threadId))
  if (query.isError) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Skeleton height={240} radius={8} />
  const thread = query.data
  return (
    <Page
      title={thread.subject}
      back={{ to: '/messages', label: t('place.messages') }}
      about={<StateBadge words={t(`messages:office.states.${thread.state}`)} tone={threadTones[thread.state]} />}
    >
      <Stack maw={760}>
        <About thread={thread} />
        {thread.messages.map((message) => (
          <article
            key={message.id}
            className="card"
            style={{ padding: 14, marginInlineStart: message.side === 'shop' ? 40 : 0 }}
          >
            <Text size="sm" c="dimmed">
              <strong>{message.author}</strong> · <When at={message.writtenAt} />
            </Text>
            <Text style={{ whiteSpace: 'pre-line' }}>{message.body}</Text>
          </article>
        ))}
        <Answer thread={thread} />
      </Stack>
    </Page>
  )
}

function About({ thread }: { thread: Thread }) {
  return (
    <Text size="sm">
      {thread.name} · <a href={`mailto:${thread.email}`}>{thread.email}</a>
      {thread.orderId && (
        <>
          {' · '}
          <Link to="/orders/$orderId" params={{ orderId: thread.orderId }}>
            {thread.orderNumber}
          </Link>
        </>
      )}
      {thread.variantId && (
        <>
          {' · '}
          <Link to="/catalogue/$variantId" params={{ variantId: thread.variantId }}>
            {thread.title} ({thread.sku})
          </Link>
        </>
      )}
    </Text>
  )
}

function Answer({ thread }: { thread: Thread }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const params = { params: { path: { threadId: thread.id } } }
  const send = useAction(
    (body: string) => done(api.POST('/threads/{threadId}/messages', { ...params, body: { body } })),
    {
      refreshes,
      done: t('messages:office.sent'),
    },
  )
  const close = useAction(() => done(api.POST('/threads/{threadId}/closure', params)), {
    refreshes,
    done: t('messages:office.closed'),
  })
  return (
    <>
      <Textarea
        label={t('messages:office.yourAnswer')}
        autosize
        minRows={4}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group>
        <Button
          disabled={text.trim() === ''}
          loading={send.isPending}
          onClick={() => send.mutate(text.trim(), { onSuccess: () => setText('') })}
        >
          {t('messages:office.answer')}
        </Button>
        {thread.state !== 'closed' && (
          <Button variant="default" loading={close.isPending} onClick={() => close.mutate(undefined)}>
            {t('messages:office.close')}
          </Button>
        )}
      </Group>
    </>
  )
}
